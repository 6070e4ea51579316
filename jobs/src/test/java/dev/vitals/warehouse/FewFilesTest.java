package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.RandomTables;
import dev.vitals.testing.SparkSessions;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.tables.DeltaTable;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table read by way of its listed files is the table that Delta's own reader shows. */
class FewFilesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 7);

    private final FewFiles fewFiles = new FewFiles(
            SparkSessions.shared(),
            DefaultEngine.create(SparkSessions.shared().sessionState().newHadoopConf()));

    /** A column of every type that a contract uses; one of them, not the first or last, makes the partitions. */
    @Test
    void bothReadersShowTheSameRows(@TempDir Path folder) {
        String path = folder.toString();
        Dataset<Row> rows = everyType(7);
        String day = Arrays.stream(rows.schema().fields())
                .filter(field -> field.dataType().equals(DataTypes.DateType))
                .findFirst()
                .orElseThrow()
                .name();

        rows.write().format("delta").partitionBy(day).save(path);

        assertSame(path);
        assertThat(fewFiles.read(path).orElseThrow().columns())
                .isEqualTo(rows.columns())
                .hasSizeGreaterThan(10);
    }

    private static Dataset<Row> everyType(int count) {
        Set<String> types = new HashSet<>();
        StructType schema = new StructType();
        List<List<Object>> rows = Stream.generate(() -> (List<Object>) new ArrayList<>())
                .limit(count)
                .toList();
        for (TableContract contract : Contracts.load().all()) {
            List<String> columns = contract.columns().stream()
                    .filter(column -> types.add(column.type()))
                    .map(ColumnContract::name)
                    .toList();
            if (columns.isEmpty()) {
                continue;
            }
            String table = contract.table();
            List<Row> made = Fixtures.rows(table, new RandomTables(3, DAY).rows(table, 3 * count))
                    .limit(count)
                    .collectAsList();
            for (String column : columns) {
                StructField field = Fixtures.schema(table).apply(column);
                schema = schema.add(table.replace('.', '_') + "_" + column, field.dataType());
                for (int i = 0; i < count; i++) {
                    rows.get(i).add(made.get(i).getAs(column));
                }
            }
        }
        List<Row> all =
                rows.stream().map(row -> RowFactory.create(row.toArray())).toList();
        return SparkSessions.shared().createDataFrame(all, schema);
    }

    /** Over a checkpoint and a commit after it: Delta writes one here after every second commit. */
    @Test
    void whatWasReplacedIsNotRead(@TempDir Path folder) {
        String path = folder.resolve("t").toString();
        Dataset<Row> days = SparkSessions.shared()
                .range(60)
                .selectExpr("date_add(DATE'2026-01-01', cast(id % 5 as int)) AS day", "id", "'a b=c' AS text");
        days.write()
                .format("delta")
                .option("delta.checkpointInterval", "2")
                .partitionBy("day")
                .save(path);
        for (int i = 0; i < 5; i++) {
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
                .isEqualTo(11);
        assertThat(folder.resolve("t/_delta_log/_last_checkpoint")).exists();
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
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
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
        DeltaTable delta = DeltaTable.forPath(SparkSessions.shared(), path);
        Row detail = delta.detail().first();
        Row last = delta.history(1).first();
        FewFiles.Newest newest = fewFiles.newest(path).orElseThrow();
        assertThat(newest.version()).isEqualTo(last.<Long>getAs("version"));
        assertThat(newest.at()).isEqualTo(last.<Timestamp>getAs("timestamp").toInstant());
        assertThat((long) newest.files().size()).isEqualTo(detail.<Long>getAs("numFiles"));
        assertThat(newest.files().stream().mapToLong(FewFiles.DataFile::bytes).sum())
                .isEqualTo(detail.<Long>getAs("sizeInBytes"));
    }

    /** The same is told of a table whichever way it is read. */
    @Test
    void aTableLeftToDeltaIsListedAsWell(@TempDir Path folder) {
        Warehouse warehouse = Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
        warehouse.ensure("silver.appeal");
        TableStats before = appeals(warehouse);
        SparkSessions.shared()
                .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
                        .formatted(warehouse.path("silver.appeal")));

        TableStats after = appeals(warehouse);

        assertThat(fewFiles.newest(warehouse.path("silver.appeal"))).isEmpty();
        assertThat(after.version()).isEqualTo(before.version() + 1);
        assertThat(after.changedAt()).isAfterOrEqualTo(before.changedAt());
        assertThat(List.of(after.rows(), after.files(), after.bytes()))
                .isEqualTo(List.of(before.rows(), before.files(), before.bytes()));
    }

    private static TableStats appeals(Warehouse warehouse) {
        return TableStats.all(warehouse, Optional.empty()).stream()
                .filter(stats -> stats.table().equals("silver.appeal"))
                .findFirst()
                .orElseThrow();
    }
}
