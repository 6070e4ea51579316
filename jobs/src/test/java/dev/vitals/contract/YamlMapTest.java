package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class YamlMapTest {
    private final YamlMap map = read("""
            title: Reports received
            version: 3
            target: 0.90
            is_stock: true
            words: [one, 'two', "3"]
            unset: null
            severity: warn
            source: {table: silver.report_case, where: "x = 1"}
            rows:
              - {id: 1, at: "2026-01-01T00:00:00Z"}
              - {id: 2, at: null}
            """);

    @Test
    void eachTypeIsReadAsWritten() {
        assertThat(map.string("title")).isEqualTo("Reports received");
        assertThat(map.integer("version")).isEqualTo(3);
        assertThat(map.decimal("target")).isEqualTo(new BigDecimal("0.90"));
        assertThat(map.decimal("version")).isEqualTo(new BigDecimal("3"));
        assertThat(map.bool("is_stock")).isTrue();
        assertThat(map.strings("words")).containsExactly("one", "two", "3");
        assertThat(map.oneOf("severity", Severity.class)).isEqualTo(Severity.WARN);
        assertThat(map.map("source").string("table")).isEqualTo("silver.report_case");
        assertThat(map.maps("rows")).hasSize(2);
    }

    @Test
    void whatIsMissingOrNullIsEmpty() {
        assertThat(map.optionalString("unset")).isEmpty();
        assertThat(map.optionalString("nowhere")).isEmpty();
        assertThat(map.optionalInteger("nowhere")).isEmpty();
        assertThat(map.optionalDecimal("nowhere")).isEmpty();
        assertThat(map.optionalBool("nowhere")).isEmpty();
        assertThat(map.optionalMap("nowhere")).isEmpty();
        assertThat(map.strings("nowhere")).isEmpty();
        assertThat(map.maps("nowhere")).isEmpty();
        assertThat(map.has("unset")).isTrue();
        assertThat(map.has("nowhere")).isFalse();
    }

    @Test
    void rowsOfAnyShapeComeAsPlainJava() {
        assertThat(map.value("rows")).isEqualTo(List.of(Map.of("id", 1L, "at", "2026-01-01T00:00:00Z"), mapWithNull()));
        assertThat(read("a: [1, 0.5, text, false, null, .inf]").value("a"))
                .isEqualTo(Arrays.asList(1L, new BigDecimal("0.5"), "text", false, null, Double.POSITIVE_INFINITY));
        assertThat(read("a: 12345678901234567890").value("a")).isEqualTo(new BigDecimal("12345678901234567890"));
        assertThat(map.maps("rows").get(0).values())
                .containsExactly(Map.entry("id", 1L), Map.entry("at", "2026-01-01T00:00:00Z"));
    }

    @Test
    void aValueOfTheWrongTypeIsToldWithFileAndLine() {
        assertError(() -> map.integer("title"), "file.yaml:1: title must be a whole number, not 'Reports received'.");
        assertError(() -> map.integer("target"), "file.yaml:3: target must be a whole number, not '0.90'.");
        assertError(() -> map.decimal("words"), "file.yaml:5: words must be a number, not a list.");
        assertError(() -> map.bool("version"), "file.yaml:2: version must be true or false, not '3'.");
        assertError(
                () -> map.string("version"),
                "file.yaml:2: version must be a text, not '3'; put it in quotes if you mean a text.");
        assertError(
                () -> map.strings("title"),
                "file.yaml:1: title must be a list ([a, b] or lines with -), not 'Reports received'.");
        assertError(() -> map.map("words"), "file.yaml:5: words must hold a mapping (key: value), not a list.");
        assertError(
                () -> map.oneOf("title", Severity.class),
                "file.yaml:1: title must be one of fail, warn, not 'Reports received'.");
    }

    @Test
    void aMissingKeyIsToldWithThePlaceWhereItShouldBe() {
        assertError(() -> map.string("owner"), "file.yaml:1: key owner is missing in the file; add it.");
        assertError(
                () -> map.map("source").string("columns"), "file.yaml:8: key columns is missing in source; add it.");
        assertError(() -> map.maps("rows").get(1).string("at"), "file.yaml:11: key at is missing in rows; add it.");
    }

    @Test
    void aKeyThatNobodyAskedForIsRefused() {
        YamlMap small = read("version: 1\ndecription: x\n");
        small.integer("version");
        small.optionalString("description");

        assertError(
                small::rejectUnknownKeys, "file.yaml:2: unknown key decription in the file. Did you mean description?");
    }

    @Test
    void whenNoNameIsNearAllKnownOnesAreListed() {
        YamlMap small = read("version: 1\nfoo: x\n");
        small.integer("version");
        small.optionalString("owner");

        assertError(small::rejectUnknownKeys, "file.yaml:2: unknown key foo in the file. Known are: owner, version.");
    }

    @Test
    void aKeyThatIsGivenTwiceIsRefused() {
        assertError(
                () -> read("a: 1\nb: 2\na: 3\n"),
                "file.yaml:3: a is given twice in the file, first in line 1; keep one.");
    }

    private static Map<String, Object> mapWithNull() {
        Map<String, Object> row = new HashMap<>();
        row.put("id", 2L);
        row.put("at", null);
        return row;
    }

    private static YamlMap read(String text) {
        return new YamlFile("file.yaml", text).root();
    }

    private static void assertError(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DefinitionException.class).hasMessage(message);
    }
}
