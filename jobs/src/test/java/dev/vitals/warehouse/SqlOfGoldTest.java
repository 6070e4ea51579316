package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.Contracts;
import dev.vitals.testing.SparkSessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers are read without Delta's reader, and are those that it shows: ten on each of three days, written in two nights. */
@ExtendWith(SparkSessions.class)
class SqlOfGoldTest {
    private static final String TABLE = "gold.kpi_daily";

    @TempDir
    private static Path folder;

    private static Warehouse warehouse;

    @BeforeAll
    static void writeTwoNights(SparkSession spark) {
        warehouse = Warehouse.at(spark, folder.toString(), Contracts.load());
        warehouse.ensure(TABLE);
        append(spark, "DATE'2026-01-05', DATE'2026-01-06'");
        append(spark, "DATE'2026-01-07'");
    }

    private static void append(SparkSession spark, String days) {
        spark.range(10)
                .selectExpr(
                        "concat('k', id % 2) AS kpi",
                        "1 AS kpi_version",
                        "explode(array(" + days + ")) AS date",
                        "concat('language=', id) AS slice_key",
                        "map('language', CAST(id AS STRING)) AS slice",
                        "'value' AS estimate",
                        "IF(id = 3, NULL, id + 0.5D) AS value",
                        "id AS n",
                        "id > 7 AS is_small",
                        "true AS is_mature",
                        "DATE'2026-02-01' AS as_of_date",
                        "TIMESTAMP'2026-02-01 03:00:00' AS computed_at")
                .write()
                .format("delta")
                .mode("append")
                .save(warehouse.path(TABLE));
    }

    private static List<List<Object>> byDelta(String sql) {
        return new SqlQueries(warehouse)
                .run(sql.replace("FROM " + TABLE, "FROM " + TABLE + " VERSION AS OF 2"), 1_000)
                .rows();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM gold.kpi_daily ORDER BY date, slice_key",
                "SELECT gold.kpi_daily.value v, n FROM gold.kpi_daily WHERE date = '2026-01-06' AND kpi = 'k1' ORDER BY n",
                "SELECT d.n FROM gold.kpi_daily AS d WHERE d.date > DATE'2026-01-05' AND d.value <= 4 ORDER BY 1",
                "SELECT n FROM gold.kpi_daily WHERE date >= '2026-01-06' AND date < '2026-01-07' AND n >= 2 ORDER BY n",
                "SELECT n FROM gold.kpi_daily WHERE date IN ('2026-01-05', '2026-01-07') AND n IN (1, 3) ORDER BY n",
                "SELECT count(*), count(value), sum(n) FROM gold.kpi_daily WHERE NOT (kpi = 'k0') OR is_small",
                "SELECT kpi, max(slice['language']) FROM gold.kpi_daily WHERE value IS NULL GROUP BY kpi",
                "WITH w AS (SELECT date, sum(n) s FROM gold.kpi_daily GROUP BY date) SELECT * FROM w ORDER BY date"
            })
    void bothReadersSayTheSame(String sql) {
        QueryResult result = new SqlQueries(warehouse).run(sql, 1_000);

        assertThat(result.rows()).isNotEmpty().isEqualTo(byDelta(sql));
    }

    @Test
    void rowsAreReadWithoutDelta(SparkSession spark) {
        org.apache.spark.sql.classic.SparkSession session =
                LayerCatalog.sessionOver(warehouse, Optional.empty(), Optional.empty());
        LayerCatalog.openForRows(session);
        assertThat(isReadByRows(session)).isTrue();
        assertThat(session.sql("SELECT n FROM gold.kpi_daily WHERE date >= '2026-01-06'")
                        .queryExecution()
                        .executedPlan()
                        .toString())
                .contains("GreaterThanOrEqual(date,2026-01-06)");

        LayerCatalog.openByDelta(session);
        assertThat(isReadByRows(session)).isFalse();
    }

    private static boolean isReadByRows(org.apache.spark.sql.classic.SparkSession session) {
        return session.table(TABLE).queryExecution().analyzed().collectLeaves().head()
                        instanceof DataSourceV2Relation leaf
                && leaf.table() instanceof PastTable;
    }

    /** The history is Delta's, and so is the name of the file of a row. */
    @Test
    void whatDeltaAloneKnowsIsAskedOfDelta() {
        SqlQueries queries = new SqlQueries(warehouse);

        assertThat(queries.run("DESCRIBE HISTORY gold.kpi_daily", 10).rows()).hasSize(3);
        assertThat(queries.run("SELECT DISTINCT _metadata.file_name FROM gold.kpi_daily", 100)
                        .rows())
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(row -> assertThat(row.get(0).toString()).endsWith(".parquet"));
        assertThat(queries.run("SELECT count(*) FROM gold.kpi_daily", 1).rows()).containsExactly(List.of(30L));
    }
}
