package dev.vitals.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/** This room knows no engine; here its texts are held against the engine that will read them. */
class SparkReadsContractsTest {
    @Test
    void sparkReadsTheColumnsOfEveryContractAsTheyAreWritten() {
        for (TableContract table : Contracts.load(Repository.schemas()).all()) {
            StructType schema = StructType.fromDDL(table.documentedDdl());

            assertThat(schema.fieldNames())
                    .as(table.table())
                    .containsExactly(table.columnNames().toArray(new String[0]));
            for (StructField field : schema.fields()) {
                ColumnContract column = table.column(field.name());
                assertThat(field.dataType().catalogString())
                        .as(table.table() + "." + field.name())
                        .isEqualTo(column.type());
                assertThat(field.nullable())
                        .as(table.table() + "." + field.name())
                        .isEqualTo(column.nullable());
                assertThat(field.getComment().get()).isEqualTo(column.description());
            }
        }
    }

    @Test
    void theNullableShapeHasTheSameTypesAndRequiresNothing() {
        for (TableContract table : Contracts.load(Repository.schemas()).all()) {
            StructType schema = StructType.fromDDL(table.nullableDdl());

            assertThat(schema.fields())
                    .as(table.table())
                    .allMatch(StructField::nullable)
                    .hasSameSizeAs(table.columns());
        }
    }

    @Test
    void sparkParsesTheBrokenRowOfEveryCheck() {
        for (TableContract table : Contracts.load(Repository.schemas()).all()) {
            for (CheckContract check : table.checks()) {
                check.brokenRow()
                        .ifPresent(sql -> assertThat(new CatalystSqlParser().parseExpression(sql))
                                .as(sql)
                                .isNotNull());
            }
        }
    }

    @Test
    void textsWithQuotesAndBackslashesSurvive() {
        String text = "it's a \\ and a 'word'";

        assertThat(new CatalystSqlParser().parseExpression(Sql.text(text)).toString())
                .isEqualTo(text);
    }
}
