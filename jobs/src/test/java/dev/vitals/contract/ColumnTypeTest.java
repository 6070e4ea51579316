package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "long | bigint",
                "INTEGER | int",
                "Decimal( 20 , 6 ) | decimal(20,6)",
                "array< string > | array<string>",
                "map<string, long> | map<string,bigint>",
                "STRUCT<a: TIMESTAMP, b: ARRAY<INT>> | struct<a:timestamp,b:array<int>>",
                "struct<`label`:string> | struct<label:string>",
            })
    void everyTypeHasOneSpelling(String written, String spelled) {
        assertThat(ColumnType.canonical(written)).isEqualTo(spelled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "float",
                "decimal",
                "decimal(39,0)",
                "decimal(4,5)",
                "decimal(0,0)",
                "array<>",
                "array<string",
                "map<string>",
                "struct<>",
                "struct<a>",
                "struct<a:int,a:int>",
                "string string",
                "string;",
                "int -- x",
            })
    void whatIsNoTypeIsRefusedWithItsText(String written) {
        assertThatThrownBy(() -> ColumnType.canonical(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The type '" + written + "' can't be read: ");
    }

    @Test
    void blanksAndCaseNeverMatterAndTheOneSpellingStaysAsItIs() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String type = randomType(random, 3);

            assertThat(ColumnType.canonical(type)).isEqualTo(type);
            assertThat(ColumnType.canonical(disguised(type, random))).isEqualTo(type);
        }
    }

    private static String randomType(Random random, int depth) {
        String[] simple = {"string", "int", "bigint", "double", "boolean", "timestamp", "date", "binary", "decimal(9,2)"
        };
        int kind = depth == 0 ? 0 : random.nextInt(4);
        return switch (kind) {
            case 1 -> "array<" + randomType(random, depth - 1) + ">";
            case 2 -> "map<" + randomType(random, depth - 1) + "," + randomType(random, depth - 1) + ">";
            case 3 -> "struct<a:" + randomType(random, depth - 1) + ",b:" + randomType(random, depth - 1) + ">";
            default -> simple[random.nextInt(simple.length)];
        };
    }

    /** The type with blanks around its punctuation and, where no field name suffers, in capitals. */
    private static String disguised(String type, Random random) {
        String blanks = " ".repeat(random.nextInt(3));
        String spaced = type.replaceAll("([<>(),:])", blanks + "$1" + blanks);
        return type.contains("struct") ? spaced : spaced.toUpperCase(Locale.ROOT);
    }
}
