package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.RandomTables;
import dev.vitals.testing.SparkSessions;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A table read by way of its listed files is the table that Delta's own reader shows. */
class FewFilesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 7);
    private static final Contracts CONTRACTS = Contracts.load();

    /** Tables that between them have a column of every type. */
    static List<String> tables() {
        Set<String> types = new HashSet<>();
        List<String> tables = new ArrayList<>();
        for (TableContract contract : CONTRACTS.all()) {
            if (types.addAll(
                    contract.columns().stream().map(ColumnContract::type).toList())) {
                tables.add(contract.table());
            }
        }
        return tables;
    }

    private final FewFiles fewFiles = new FewFiles(SparkSessions.shared());

    @ParameterizedTest
    @MethodSource("tables")
    void bothReadersShowTheSameRows(String table, @TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), CONTRACTS);
        warehouse.ensure(table);
        String path = warehouse.path(table);
        Fixtures.rows(table, new RandomTables(3, DAY).rows(table, 25))
                .write()
                .format("delta")
                .mode("append")
                .save(path);

        assertSame(path);
        assertThat(warehouse.read(table).schema().fieldNames())
                .isEqualTo(Fixtures.contract(table).columnNames().toArray());
    }

    /** Over a checkpoint, which Delta writes every ten commits. */
    @Test
    void whatWasReplacedIsNotRead(@TempDir Path folder) {
        String path = folder.resolve("t").toString();
        Dataset<Row> days = SparkSessions.shared()
                .range(60)
                .selectExpr("date_add(DATE'2026-01-01', cast(id % 5 as int)) AS day", "id", "'a b=c' AS text");
        days.write().format("delta").partitionBy("day").save(path);
        for (int i = 0; i < 12; i++) {
            days.filter("day = DATE'2026-01-03' AND id > " + i)
                    .write()
                    .format("delta")
                    .mode("overwrite")
                    .option("replaceWhere", "day = DATE'2026-01-03'")
                    .save(path);
        }

        assertSame(path);
        assertThat(fewFiles.read(path)
                        .orElseThrow()
                        .filter("day = DATE'2026-01-03'")
                        .count())
                .isEqualTo(10);
    }

    @Test
    void aFolderMayHaveAnyName(@TempDir Path folder) {
        for (String name : List.of("with space", "half [a-z] {b} 50%25 done", "q?*")) {
            String path = folder.resolve(name).toString();
            SparkSessions.shared()
                    .range(4)
                    .selectExpr("id", "'x y/%20' AS part")
                    .write()
                    .format("delta")
                    .partitionBy("part")
                    .save(path);

            assertSame(path);
        }
    }

    @Test
    void aTableWithoutRowsHasItsColumns(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), CONTRACTS);
        warehouse.ensure("silver.appeal");

        assertThat(fewFiles.read(warehouse.path("silver.appeal"))
                        .orElseThrow()
                        .schema()
                        .fieldNames())
                .isEqualTo(Fixtures.contract("silver.appeal").columnNames().toArray());
    }

    /** Rows that a deletion vector hides would come back if the files were read as they are. */
    @Test
    void aTableThatNeedsMoreOfAReaderIsLeftToDelta(@TempDir Path folder) {
        String path = folder.resolve("t").toString();
        SparkSessions.shared()
                .range(100)
                .write()
                .format("delta")
                .option("delta.enableDeletionVectors", "true")
                .save(path);
        DeltaTable.forPath(SparkSessions.shared(), path).delete("id < 10");

        assertThat(fewFiles.read(path)).isEmpty();
    }

    private void assertSame(String path) {
        List<String> listed = JobLaws.lines(fewFiles.read(path).orElseThrow());
        assertThat(listed)
                .isNotEmpty()
                .isEqualTo(JobLaws.lines(
                        SparkSessions.shared().read().format("delta").load(path)));
    }
}
