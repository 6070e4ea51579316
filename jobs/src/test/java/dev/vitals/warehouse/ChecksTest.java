package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.Rule;
import dev.vitals.contract.TableContract;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.SparkSessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows share a key when their keys are equal, not when only the hashes of their keys are. */
class ChecksTest {
    private static final TableContract HOLDS = Contracts.load().table("ops.legal_hold");

    @TempDir
    private Path folder;

    /** A null leaves no trace in a hash, so that these two keys have the same one. */
    private static final Map<String, Object> FIRST_PART = hold("a", "");

    private static final Map<String, Object> SECOND_PART = hold("", "a");

    private static Map<String, Object> hold(String id, String subject) {
        return Fixtures.row("hold_id", id, "subject_id", subject);
    }

    private static Dataset<Row> holds(List<Map<String, Object>> given) {
        Dataset<Row> rows = Fixtures.rows("ops.legal_hold", given);
        return rows.withColumn("hold_id", nullif(col("hold_id"), lit("")))
                .withColumn("subject_id", nullif(col("subject_id"), lit("")))
                .repartition(2);
    }

    private long repeated(List<Map<String, Object>> given) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        return new Checks(warehouse)
                .look(HOLDS, holds(given)).results().stream()
                        .filter(result -> result.check().rule() instanceof Rule.Unique)
                        .mapToLong(CheckResult::brokenRows)
                        .sum();
    }

    @Test
    void keysOfOneHashAreHeldAgainstEachOther() {
        List<Map<String, Object>> given = List.of(FIRST_PART, SECOND_PART);
        assertThat(holds(given)
                        .select(xxhash64(col("hold_id"), col("subject_id")))
                        .distinct()
                        .count())
                .isEqualTo(1);
        assertThat(repeated(given)).isZero();
    }

    @Test
    void rowsThatShareAKeyAreCounted() {
        assertThat(repeated(List.of(FIRST_PART, SECOND_PART, FIRST_PART, FIRST_PART, hold("b", "a"))))
                .isEqualTo(2);
    }
}
