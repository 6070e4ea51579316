package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.SparkSessions;
import io.delta.exceptions.DeltaConcurrentModificationException;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are replaced whether the table is of few files or one that is left to Delta's own overwrite. */
class ReplacementTest {
    private static final String TABLE = "silver.appeal";
    private static final LocalDate DAY = LocalDate.of(2026, 1, 7);

    @TempDir
    private Path folder;

    private static Dataset<Row> appeals(String prefix, int daysLater, int count) {
        return Fixtures.rows(
                TABLE,
                IntStream.range(0, count)
                        .mapToObj(i -> Fixtures.row(
                                "appeal_id",
                                prefix + i,
                                "submitted_date",
                                DAY.plusDays(daysLater),
                                "submitted_at",
                                Fixtures.at(DAY.plusDays(daysLater) + " 10:00")))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDaysHaveTheNewRowsAndTheOthersKeepTheirs(boolean isOfFewFiles) {
        Warehouse warehouse = warehouse();
        warehouse.ensure(TABLE);
        if (!isOfFewFiles) {
            SparkSessions.shared()
                    .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
                            .formatted(warehouse.path(TABLE)));
        }
        Replacement replacement = new Replacement(warehouse);
        TableContract contract = Fixtures.contract(TABLE);
        List<LocalDate> days = List.of(DAY, DAY.plusDays(1), DAY.plusDays(2));
        replacement.days(
                contract, appeals("a", 0, 3).union(appeals("b", 1, 2)).union(appeals("c", 2, 1)), days, List.of());

        // The second day gets other rows, the third none.
        long version = replacement.days(contract, appeals("d", 1, 4), days.subList(1, 3), days);

        assertThat(ids(warehouse)).containsExactly("a0", "a1", "a2", "d0", "d1", "d2", "d3");
        assertThat(JobLaws.lines(warehouse.read(TABLE)))
                .as("as Delta's own reader shows them")
                .isEqualTo(JobLaws.lines(
                        SparkSessions.shared().read().format("delta").load(warehouse.path(TABLE))));
        TableCommit last = TableCommit.all(warehouse, TABLE).get(0);
        assertThat(last.version()).isEqualTo(version);
        assertThat(last.operation()).isEqualTo("WRITE");
        assertThat(last.rowsWritten()).isEqualTo(4);
        List<Row> history = DeltaTable.forPath(SparkSessions.shared(), warehouse.path(TABLE))
                .history(2)
                .select("operationMetrics", "operationParameters.mode")
                .collectAsList();
        assertThat(history).extracting(row -> row.getString(1)).containsExactly("Overwrite", "Append");
        Row metrics = history.get(0);
        assertThat(metrics.<String, String>getJavaMap(0).containsKey("numRemovedFiles"))
                .as("by Delta's own overwrite, which counts so: %s", metrics)
                .isEqualTo(!isOfFewFiles);

        replacement.whole(contract, appeals("e", 5, 1));
        assertThat(ids(warehouse)).containsExactly("e0");
    }

    /** Delta carries the files and bytes of a table from checksum to checksum, by what each commit adds and removes. */
    @Test
    void theChecksumCountsTheFilesThatAreLeft() throws IOException {
        Warehouse warehouse = warehouse();
        warehouse.ensure(TABLE);
        Replacement replacement = new Replacement(warehouse);
        for (int i = 1; i < 4; i++) {
            replacement.days(
                    Fixtures.contract(TABLE),
                    appeals("a", 0, i).union(appeals("b", 1, i)).coalesce(1),
                    List.of(DAY, DAY.plusDays(1)),
                    i == 1 ? List.of() : List.of(DAY));
        }

        JsonNode checksum = new ObjectMapper()
                .readTree(folder.resolve("silver/appeal/_delta_log/%020d.crc".formatted(3))
                        .toFile());
        Row detail = DeltaTable.forPath(SparkSessions.shared(), warehouse.path(TABLE))
                .detail()
                .select("numFiles", "sizeInBytes")
                .first();
        assertThat(checksum.get("numFiles").asLong())
                .isEqualTo(detail.getLong(0))
                .isEqualTo(2);
        assertThat(checksum.get("tableSizeBytes").asLong()).isEqualTo(detail.getLong(1));
    }

    /** The foreign commit comes while the rows are made, after the transaction looked at the table. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatSomebodyElseCommitsMeanwhileIsNotOverwritten(boolean isReplacing) {
        Warehouse warehouse = warehouse();
        warehouse.ensure(TABLE);
        Replacement replacement = new Replacement(warehouse);
        replacement.days(Fixtures.contract(TABLE), appeals("a", 0, 1), List.of(DAY), List.of());
        String log = folder.resolve("silver/appeal/_delta_log").toString();
        Dataset<Row> rows = appeals("b", 0, 1).filter((FilterFunction<Row>) row -> {
            // The same addition once more, under the next number.
            Path next = Path.of(log, "%020d.json".formatted(2));
            if (!Files.exists(next)) {
                Files.copy(Path.of(log, "%020d.json".formatted(1)), next);
            }
            return true;
        });

        assertThatThrownBy(() -> replacement.days(
                        Fixtures.contract(TABLE), rows, List.of(DAY), isReplacing ? List.of(DAY) : List.of()))
                .isInstanceOf(DeltaConcurrentModificationException.class);
        assertThat(ids(warehouse)).isNotEmpty().containsOnly("a0");
    }

    /** A table that an earlier version made keeps its partitions, which then are no periods. */
    @Test
    void aTableThatIsPartedOtherwiseThanItsContractSaysIsReplacedByTheCondition() {
        Warehouse warehouse = warehouse();
        TableContract contract = Fixtures.contract("gold.kpi_period");
        period(DAY, "old")
                .union(period(DAY.plusDays(7), "stays"))
                .write()
                .format("delta")
                .partitionBy("period")
                .save(warehouse.path(contract.table()));

        new Replacement(warehouse)
                .partitions(
                        contract,
                        period(DAY, "new"),
                        partition -> partition.get("date").equals(DAY.toString()),
                        "period = 'week' AND date = DATE'" + DAY + "'");

        assertThat(warehouse.read(contract.table()).select("kpi").collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactlyInAnyOrder("new", "stays");
    }

    private static Dataset<Row> period(LocalDate monday, String kpi) {
        return Fixtures.rows("gold.kpi_period", Fixtures.row("kpi", kpi, "period", "week", "date", monday));
    }

    @Test
    void aRowThatBreaksTheContractIsNotWritten() {
        Warehouse warehouse = warehouse();
        warehouse.ensure(TABLE);
        Replacement replacement = new Replacement(warehouse);
        Dataset<Row> nameless =
                appeals("a", 0, 1).withColumn("appeal_id", lit(null).cast("string"));

        assertThatThrownBy(() -> replacement.days(Fixtures.contract(TABLE), nameless, List.of(DAY), List.of()))
                .hasStackTraceContaining("appeal_id");
        assertThat(ids(warehouse)).isEmpty();
    }

    private Warehouse warehouse() {
        return Warehouse.at(SparkSessions.shared(), folder.toString(), Contracts.load());
    }

    private static List<String> ids(Warehouse warehouse) {
        return warehouse.read(TABLE).select("appeal_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }

    /** Whoever took over may be writing by now. */
    @Test
    void whoLostTheLockCommitsAndDeletesNothing() throws IOException {
        Warehouse warehouse = warehouse();
        TableContract contract = Fixtures.contract(TABLE);
        warehouse.ensure(TABLE);
        new Replacement(warehouse).days(contract, appeals("a", 0, 3), List.of(DAY), List.of());
        new Replacement(warehouse).days(contract, appeals("b", 0, 3), List.of(DAY), List.of(DAY));
        long version = warehouse.version(TABLE);
        RunLock.Held lost = new RunLock.Held() {
            @Override
            public boolean isHeld() {
                return false;
            }

            @Override
            public void release() {}
        };

        try (RunLock lock = new RunLock(warehouse.state().folder(), lost)) {
            assertThatThrownBy(() ->
                            new Replacement(warehouse).days(contract, appeals("c", 0, 3), List.of(DAY), List.of()))
                    .hasMessageContaining("stood still");
            assertThatThrownBy(() -> new LandingTables(warehouse).append(contract, appeals("d", 0, 1)))
                    .hasMessageContaining("stood still");
            assertThatThrownBy(() -> Vacuum.atOnce(warehouse, TABLE)).hasMessageContaining("stood still");
        }
        assertThat(warehouse.version(TABLE)).isEqualTo(version);
        assertThat(Vacuum.atOnce(warehouse, TABLE))
                .as("files of the first rows")
                .isPositive();
        assertThat(ids(warehouse)).containsExactly("b0", "b1", "b2");
    }

    /** Delta's own vacuum finds nothing more to delete, and every row is there. */
    @Test
    void whatIsDeletedAtOnceIsWhatNoNewerVersionNeeds() throws IOException {
        Warehouse warehouse = warehouse();
        TableContract contract = Fixtures.contract(TABLE);
        warehouse.ensure(TABLE);
        List<LocalDate> days = List.of(DAY, DAY.plusDays(1));
        List<LocalDate> written = List.of();
        for (String prefix : List.of("a", "b", "c")) {
            new Replacement(warehouse)
                    .days(contract, appeals(prefix, 0, 3).union(appeals(prefix + "x", 1, 2)), days, written);
            written = days;
        }
        Path table = Path.of(warehouse.path(TABLE));
        Path left = Files.copy(
                parquet(table).get(0), table.resolve("submitted_date=" + DAY).resolve("part-of-a-crash.parquet"));

        assertThat(Vacuum.isAnyToDelete(warehouse, TABLE, true, Instant.MAX)).isTrue();
        assertThat(Vacuum.atOnce(warehouse, TABLE)).isPositive();

        assertThat(left).doesNotExist();
        assertThat(Vacuum.isAnyToDelete(warehouse, TABLE, true, Instant.MAX)).isFalse();
        List<Path> kept = parquet(table);
        SparkSessions.shared().conf().set("spark.databricks.delta.retentionDurationCheck.enabled", "false");
        Vacuum.table(warehouse, TABLE, true, 0);
        SparkSessions.shared().conf().unset("spark.databricks.delta.retentionDurationCheck.enabled");
        assertThat(parquet(table)).isEqualTo(kept);
        assertThat(ids(warehouse)).containsExactly("c0", "c1", "c2", "cx0", "cx1");
    }

    private static List<Path> parquet(Path table) throws IOException {
        try (Stream<Path> files = Files.walk(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet")
                            && !file.toString().contains("_delta_log"))
                    .sorted()
                    .toList();
        }
    }
}
