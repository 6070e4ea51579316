package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.contract.Contracts;
import dev.vitals.testing.Fixtures;
import dev.vitals.testing.RandomTables;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Date;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files become few, what nobody needs goes, and every row stays. */
class UpkeepTest {
    private static final String TABLE = "silver.appeal";

    @TempDir
    private Path root;

    private Warehouse warehouse;

    @BeforeEach
    void aTableOfFiveSmallFilesInOneDay() {
        warehouse = Warehouse.at(SparkSessions.shared(), root.toString(), Contracts.load());
        warehouse.ensure(TABLE);
        LocalDate day = LocalDate.of(2026, 1, 7);
        String dayColumn =
                warehouse.contracts().table(TABLE).dayColumn().orElseThrow().name();
        for (int i = 0; i < 5; i++) {
            Fixtures.rows(TABLE, new RandomTables(i, day).rows(TABLE, 20))
                    .withColumn(dayColumn, lit(Date.valueOf(day)))
                    .coalesce(1)
                    .write()
                    .format("delta")
                    .mode("append")
                    .save(warehouse.path(TABLE));
        }
    }

    @Test
    void filesAreJoinedAndRowsStay() {
        List<String> before = rows();

        Upkeep.Kept first = kept(false);
        Upkeep.Kept again = kept(false);

        assertThat(first.joined()).isEqualTo(5);
        assertThat(first.into()).isEqualTo(1);
        assertThat(again.joined()).isZero();
        assertThat(rows()).isEqualTo(before).hasSizeGreaterThan(50);
    }

    @Test
    void whatACrashLeftGoesOnceItIsOldAndOnlyWhenAskedFor() throws IOException {
        Path old = orphan("part-old.parquet", Duration.ofDays(8));
        Path young = orphan("part-young.parquet", Duration.ofDays(1));
        List<String> before = rows();

        kept(false);
        assertThat(old).exists();
        Upkeep.Kept full = kept(true);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(full.bytesAfter()).isLessThan(full.bytesBefore());
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void itWaitsForNobodyAndSaysWhoWrites() {
        try (RunLock night = RunLock.take(warehouse.state(), "run 2026-01-07")) {
            assertThatThrownBy(() -> kept(false))
                    .isInstanceOf(WarehouseException.class)
                    .hasMessageContaining("run 2026-01-07");
        }
    }

    private Upkeep.Kept kept(boolean isFull) {
        List<Upkeep.Kept> all = new Upkeep(warehouse, Clock.systemUTC(), Progress.SILENT).all(7, isFull);
        assertThat(all).extracting(Upkeep.Kept::table).containsExactly(TABLE);
        return all.get(0);
    }

    private List<String> rows() {
        return SparkSessions.shared().read().format("delta").load(warehouse.path(TABLE)).collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    private Path orphan(String name, Duration age) throws IOException {
        Path folder = Path.of(warehouse.path(TABLE));
        Path file = Files.write(folder.resolve(name), new byte[100_000]);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
}
