package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.Personal;
import dev.vitals.contract.TableContract;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.landing.Needles;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of every table that tells of people each column is reached, whatever its type, and keeps that. */
class SubjectColumnsTest {
    private static final String HER = "0123456789abcdef0123456789abcdef";
    private static final String TOKEN = "ffffffffffffffffffffffffffffffff";
    private static final SubjectColumns COLUMNS =
            new SubjectColumns(Map.of(HER, TOKEN), new Needles(List.of("quail_7")), false);

    static Stream<String> personalTables() {
        return Contracts.load().all().stream()
                .filter(SubjectColumns::arePersonal)
                .map(TableContract::table);
    }

    private static Dataset<Row> one(StructType schema, String column) {
        String type = schema.apply(column).dataType().sql();
        String value = switch (type) {
            case "STRING" -> "'" + HER + "'";
            case "MAP<STRING, STRING>" -> "map('k', '" + HER + "', 'other', 'x')";
            case "ARRAY<STRING>" -> "array('x', 'Quail_7', NULL)";
            case "ARRAY<STRUCT<rater_id: STRING, label: STRING, labelled_at: TIMESTAMP>>" ->
                "array(named_struct('rater_id', '%s', 'label', 'x', 'labelled_at', timestamp'2026-01-05'))"
                        .formatted(HER);
            default -> throw new IllegalStateException("no row is made up for a column of " + type);
        };
        List<String> columns = Stream.of(schema.fieldNames())
                .map(name -> name.equals(column)
                        ? value + " AS " + name
                        : "CAST(NULL AS " + schema.apply(name).dataType().sql() + ") AS " + name)
                .toList();
        return SparkSessions.shared().sql("SELECT " + String.join(", ", columns));
    }

    @ParameterizedTest
    @MethodSource("personalTables")
    void eachPseudonymBecomesTheToken(String table) {
        TableContract contract = Contracts.load().table(table);
        StructType schema = Warehouse.schema(contract);
        contract.columns().stream()
                .filter(column -> column.personal() == Personal.PSEUDONYM)
                .forEach(column -> {
                    Dataset<Row> rows = one(schema, column.name());
                    Map<String, Column> changes = COLUMNS.changes(contract, schema);
                    Dataset<Row> changed = rows.filter(COLUMNS.mentions(contract, schema))
                            .select(changes.get(column.name()).as("changed"));

                    assertThat(changed.schema()
                                    .apply("changed")
                                    .dataType()
                                    .sql()
                                    .replace(" NOT NULL", ""))
                            .as(column.name())
                            .isEqualTo(schema.apply(column.name()).dataType().sql());
                    assertThat(changed.select(functions.to_json(functions.struct("changed")))
                                    .as(org.apache.spark.sql.Encoders.STRING())
                                    .collectAsList())
                            .as(column.name())
                            .singleElement()
                            .asString()
                            .contains(TOKEN)
                            .doesNotContain(HER);
                });
    }

    @Test
    void namesInListsAndInDetailsAreMasked() {
        TableContract messages = Contracts.load().table("bronze.chat_message");
        TableContract contexts = Contracts.load().table("bronze.stream_context");

        assertThat(masked(messages, one(Warehouse.schema(messages), "badges"), "badges"))
                .contains("x")
                .doesNotContainIgnoringCase("quail_7");
        Dataset<Row> details = one(Warehouse.schema(contexts), "attributes")
                .withColumn("attributes", functions.expr("map('status', 'by quail_7', 'game', 'Chess')"));
        assertThat(masked(contexts, details, "attributes"))
                .contains("Chess", "by ")
                .doesNotContain("quail_7");
    }

    private static String masked(TableContract contract, Dataset<Row> rows, String column) {
        StructType schema = Warehouse.schema(contract);
        return rows.filter(COLUMNS.mentions(contract, schema))
                .select(COLUMNS.changes(contract, schema).get(column).as("changed"))
                .toJSON()
                .collectAsList()
                .toString();
    }

    @Test
    void aRowThatTellsOfNobodyIsLeftAlone() {
        TableContract contract = Contracts.load().table("bronze.chat_message");
        StructType schema = Warehouse.schema(contract);

        assertThat(one(schema, "channel_id")
                        .withColumn("channel_id", functions.lit("somebody"))
                        .filter(COLUMNS.mentions(contract, schema))
                        .count())
                .isZero();
    }
}
