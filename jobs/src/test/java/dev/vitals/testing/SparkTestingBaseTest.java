package dev.vitals.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class SparkTestingBaseTest {
    private static final StructType SCHEMA =
            StructType.fromDDL("name string, size int, at timestamp, words array<string>");

    @Test
    void theSameRowsInAnotherOrderAreTheSameTable() {
        Dataset<Row> table = SparkTestingBase.randomTable(SCHEMA, 1, 50);

        SparkTestingBase.assertSameRows(table, table.orderBy(functions.desc("size")));
    }

    @Test
    void aMissingRowIsNoticed() {
        Dataset<Row> numbers = SparkSessions.shared().range(5).toDF();

        assertThatThrownBy(() -> SparkTestingBase.assertSameRows(numbers, numbers.limit(4)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aSeedGivesTheSameRandomTableAgain() {
        assertThat(JobLaws.lines(SparkTestingBase.randomTable(SCHEMA, 7, 50)))
                .isEqualTo(JobLaws.lines(SparkTestingBase.randomTable(SCHEMA, 7, 50)))
                .hasSize(50);
    }
}
