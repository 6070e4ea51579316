package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse to which somebody did what he should not. */
@ExtendWith(SparkSessions.class)
class WarehouseHealthTest {
    private static final LocalDate DAY = SmallWorld.FIRST;
    private static final String TABLE = "silver.chatter_day";
    private static final String MINE = "spark.databricks.delta.commitInfo.userMetadata";

    @TempDir
    private static Path folder;

    private static SmallWorld filled;

    private SmallWorld world;

    @BeforeAll
    static void fill() {
        filled = SmallWorld.of(folder.resolve("filled"), TABLE).withKpis("messages_per_chatter");
        filled.deliver(
                "vitals",
                "chat.ndjson",
                "{\"type\":\"chat.message\",\"message_id\":\"m1\",\"channel_id\":\"9\",\"user_id\":\"7\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"good\"}"
                        .formatted(DAY));
        filled.run(DAY);
    }

    @BeforeEach
    void copy() throws IOException {
        Path own = Files.createTempDirectory(folder, "world");
        Files.delete(own);
        world = filled.copy(own);
    }

    private Map<String, TableHealth> look(boolean isMended) {
        Map<String, TableHealth> seen = new TreeMap<>();
        health().all(isMended).forEach(each -> seen.put(each.table(), each));
        return seen;
    }

    private WarehouseHealth health() {
        return new WarehouseHealth(world.warehouse(), Clock.systemUTC());
    }

    private Path table() {
        return Path.of(world.warehouse().path(TABLE));
    }

    /** As a program does that is not ours. */
    private void byHand(Runnable change) {
        SparkSession spark = world.warehouse().spark();
        spark.conf().unset(MINE);
        try {
            change.run();
        } finally {
            spark.conf().set(MINE, TableLog.OURS);
        }
    }

    @Test
    void aWarehouseThatNobodyTouchedIsWell() {
        assertThat(look(false).values())
                .allSatisfy(
                        each -> assertThat(each.isWell()).as(each.toString()).isTrue());
    }

    @Test
    void rowsChangedByHandAreNamedUntilTheyAreAccepted() {
        byHand(() -> DeltaTable.forPath(world.warehouse().spark(), table().toString())
                .updateExpr(Map.of("messages", "messages + 1")));
        long version = world.warehouse().version(TABLE);

        assertThat(look(false).get(TABLE).isWell()).isFalse();
        assertThat(look(false).get(TABLE).detail())
                .startsWith("Version " + version + " of ")
                .contains("was not written by Vitals (UPDATE by Apache-Spark")
                .contains("./vitals doctor --accept " + TABLE + "@" + version);

        assertThatThrownBy(() -> health().accept("silver.chatter_day"))
                .hasMessageContaining("such as silver.report_case@7");
        health().accept(TABLE + "@" + version);
        assertThat(look(false).get(TABLE).isWell()).isTrue();
    }

    @Test
    void statisticsThatTellWhoWroteAreFound() {
        byHand(() -> {
            SparkSession spark = world.warehouse().spark();
            spark.sql(
                    "ALTER TABLE delta.`%s` UNSET TBLPROPERTIES ('delta.dataSkippingStatsColumns')".formatted(table()));
        });
        assertThat(look(false).get(TABLE).detail()).contains("--mend sets them again");
        assertThat(look(true).get(TABLE).detail()).doesNotContain("--mend");

        byHand(() -> {
            SparkSession spark = world.warehouse().spark();
            spark.sql(
                    "ALTER TABLE delta.`%s` UNSET TBLPROPERTIES ('delta.dataSkippingStatsColumns')".formatted(table()));
            DeltaTable.forPath(spark, table().toString()).updateExpr(Map.of("messages", "messages + 1"));
        });
        assertThat(look(true).get(TABLE).detail())
                .contains("Its log tells values of ")
                .contains("user_id");
    }

    @Test
    void aFeatureThatNotEveryReaderKnowsIsFound() {
        byHand(() -> world.warehouse()
                .spark()
                .sql("ALTER TABLE delta.`%s` SET TBLPROPERTIES ('delta.enableDeletionVectors' = 'true')"
                        .formatted(table())));

        assertThat(look(false).get(TABLE).detail()).contains("Its protocol is reader 3, writer 7 and not 1, 2");
    }

    private Path someFile() throws IOException {
        try (Stream<Path> files = Files.walk(table())) {
            return files.filter(file -> file.toString().endsWith(".parquet")
                            && !file.toString().contains("_delta_log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void filesThatAreCutOrGoneAreNamed() throws IOException {
        Path some = someFile();
        byte[] bytes = Files.readAllBytes(some);

        Files.write(some, Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(look(false).get(TABLE).isWell()).isFalse();
        assertThat(look(false).get(TABLE).detail())
                .startsWith("1 of its files are gone or were cut")
                .contains(some.getFileName().toString());

        Files.delete(some);
        assertThat(look(false).get(TABLE).detail()).startsWith("1 of its files are gone or were cut");
    }

    @Test
    void aCommitThatDoesNotSayWhoMadeItIsNamed() throws IOException {
        long next = world.warehouse().version(TABLE) + 1;
        Files.writeString(
                table().resolve("_delta_log/%020d.json".formatted(next)),
                "{\"remove\":{\"path\":\"%s\",\"dataChange\":true,\"deletionTimestamp\":1}}%n"
                        .formatted(table().relativize(someFile())));

        assertThat(look(false).get(TABLE).detail())
                .startsWith("Version %d of ".formatted(next))
                .contains("(? by a program that does not say its name)");
    }

    @Test
    void layersThatEverybodyMayReadAreNamed() throws IOException {
        Path root = Path.of(world.warehouse().root());
        assertThat(look(false).get("access").isWell()).isTrue();

        Files.createDirectories(root.resolve("ops/quarantine"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
        assertThat(look(false).get("access").detail())
                .isEqualTo(
                        "whoever may enter the folder above can read what tells of people: chmod o-rx %1$s/bronze %1$s/silver %1$s/ops/quarantine"
                                .formatted(root));

        for (String layer : List.of("bronze", "silver", "ops/quarantine")) {
            Files.setPosixFilePermissions(root.resolve(layer), PosixFilePermissions.fromString("rwxr-x---"));
        }
        assertThat(look(false).get("access").isWell()).isTrue();
    }

    @Test
    void filesThatACrashLeftAreCounted() throws IOException {
        Path some = someFile();
        Path left = Files.copy(some, some.resolveSibling("part-left.parquet"));
        assertThat(look(false).get(TABLE).detail()).matches("keeps its contract; 1 files, \\d+ KiB");

        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        Files.setLastModifiedTime(some, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        assertThat(look(false).get(TABLE).isWell()).isTrue();
        assertThat(look(false).get(TABLE).detail()).contains("1 files of ").contains("that a crash left");
    }

    @Test
    void anErasureThatWasInterruptedIsFound() {
        new PendingErasure("e1", Instant.EPOCH, new TreeSet<>(List.of("7")), new TreeSet<>(), null, Map.of())
                .save(world.warehouse().state());

        assertThat(look(false).get("erasure").detail()).contains("./vitals erase --resume");
        assertThat(look(false).get("erasure").isWell()).isFalse();
    }
}
