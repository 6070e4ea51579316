package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.land.Pseudonyms;
import dev.vitals.testing.FailingStore;
import dev.vitals.testing.FailingStore.Fault;
import dev.vitals.testing.JobLaws;
import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store refuses a put, or does it and its answer is lost: the same once more leaves the tables of an undisturbed run, with
 * nothing lost and nothing twice, and readers have seen whole nights only.
 *
 * <p>Some puts are tried of hundreds. With {@code -Dvitals.test.everyPut=true} each goes wrong in each way, which takes an hour.
 */
class FailingStoreTest {
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate LAST = FIRST.plusDays(1);

    private static final boolean IS_EVERY_PUT = Boolean.getBoolean("vitals.test.everyPut");

    /** Of the community only this one chats. */
    private static final String CHATTER = "9";

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-02T00:00:00Z"), ZoneOffset.UTC);
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(SmallWorld.KEY.getBytes(StandardCharsets.UTF_8));

    @TempDir
    private static Path folder;

    private static SmallWorld before;

    @BeforeAll
    static void nightBefore() throws IOException {
        FailingStore.register(SparkSessions.shared().sparkContext().hadoopConfiguration());
        Path waiting = SmallWorld.generate(folder.resolve("generated"), 2);
        before = SmallWorld.of(folder.resolve("before"), "silver.report_case")
                .withKpis("reports_received", "time_to_resolution")
                .through(FailingStore.SCHEME + "://");
        deliverReports(waiting, FIRST);
        before.run(FIRST);
        deliverReports(waiting, LAST);
        before.deliver("vitals", LAST + "/bad.ndjson", partlyBad());
    }

    /** Of a few tables, so that a night has few puts. */
    private static void deliverReports(Path waiting, LocalDate night) throws IOException {
        try (Stream<Path> files = Files.list(waiting.resolve("vitals").resolve(night.toString()))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("report.")) {
                    before.deliver("vitals", night + "/" + name, Files.readAllBytes(file));
                }
            }
        }
    }

    /** Two lines of twelve for quarantine, so that the file is not refused. */
    private static String[] partlyBad() {
        Stream<String> good = IntStream.range(0, 10)
                .mapToObj(i ->
                        "{\"type\":\"chat.message\",\"message_id\":\"good%d\",\"channel_id\":\"7\",\"user_id\":\"9\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"hello\"}"
                                .formatted(i, LAST));
        return Stream.concat(Stream.of("no json", "{\"type\":\"chat.message\"}"), good)
                .toArray(String[]::new);
    }

    @AfterEach
    void heal() {
        FailingStore.heal();
    }

    @Test
    void aNight() throws IOException {
        List<String> seenBefore = seen(before);
        SmallWorld undisturbed = copy(before);
        undisturbed.run(LAST);
        List<String> seenAfter = seen(undisturbed);
        Map<String, List<String>> expected = tables(undisturbed);

        whenPutsFail(before, world -> world.run(LAST), 4, (world, what) -> {
            assertThat(seen(world)).as(what).isIn(seenBefore, seenAfter);
            world.run(LAST);
            assertSame(world, expected, what);
            assertThat(seen(world)).as(what).isEqualTo(seenAfter);
        });
    }

    @Test
    void optimizing() throws IOException {
        SmallWorld nights = copy(before);
        nights.run(LAST);
        Map<String, List<String>> expected = tables(nights);
        List<String> seen = seen(nights);

        whenPutsFail(nights, FailingStoreTest::optimize, 2, (world, what) -> {
            assertThat(seen(world)).as(what).isEqualTo(seen);
            optimize(world);
            assertSame(world, expected, what);
            assertThat(seen(world)).as(what).isEqualTo(seen);
        });
    }

    @Test
    void erasing() throws IOException {
        SmallWorld nights = copy(before);
        nights.run(LAST);
        SmallWorld undisturbed = copy(nights);
        erase(undisturbed);
        Map<String, List<String>> expected = withoutTokens(undisturbed);
        List<String> seen = seen(nights);

        whenPutsFail(nights, FailingStoreTest::erase, 2, (world, what) -> {
            assertThat(seen(world)).as(what).isEqualTo(seen);
            erase(world);
            assertThat(withoutTokens(world)).as(what).isEqualTo(expected);
            assertThat(pseudonyms(world)).as(what).isNotEmpty().doesNotContain(PSEUDONYMS.of(CHATTER));
        });
    }

    private interface Check {
        void of(SmallWorld world, String what);
    }

    /**
     * Does the work in one copy of a world after the other, each time with another put that fails in another way.
     *
     * @param cases how many, spread over all puts, unless every put is tried
     */
    private static void whenPutsFail(SmallWorld from, Consumer<SmallWorld> work, int cases, Check check)
            throws IOException {
        SmallWorld undisturbed = copy(from);
        FailingStore.heal();
        work.accept(undisturbed);
        int puts = FailingStore.puts().size();
        forget(undisturbed);
        Fault[] faults = Fault.values();
        int all = puts * faults.length;
        for (int i = 0; i < all; i = IS_EVERY_PUT ? i + 1 : nextOf(i, all / cases, faults.length)) {
            SmallWorld world = copy(from);
            FailingStore.failNth(i / faults.length + 1, faults[i % faults.length]);
            String outcome = outcome(() -> work.accept(world));
            String what = "%s at put %d of %d (%s): %s"
                    .formatted(
                            faults[i % faults.length],
                            i / faults.length + 1,
                            puts,
                            FailingStore.failed().orElse("there were fewer"),
                            outcome);
            if (IS_EVERY_PUT) {
                System.err.println(what);
            }
            FailingStore.heal();
            leaseRunsOut(world.warehouse().state());
            check.of(world, what);
            forget(world);
        }
    }

    /** What a run leaves that could not release its lock; five minutes later it is nobody's. */
    private static void leaseRunsOut(StateFolder state) {
        try {
            for (FileStatus file : state.fileSystem().listStatus(state.folder())) {
                if (file.getPath().getName().startsWith("run.lock.")) {
                    state.fileSystem().delete(file.getPath(), false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** So that each way of failing has its turn. */
    private static int nextOf(int i, int step, int ways) {
        return i + Math.max(1, step % ways == 0 ? step + 1 : step);
    }

    private static String outcome(Runnable work) {
        try {
            work.run();
            return "went on";
        } catch (Exception e) {
            return "failed, " + e.getMessage();
        }
    }

    private static SmallWorld copy(SmallWorld from) throws IOException {
        Path own = Files.createTempDirectory(folder, "world");
        Files.delete(own);
        return from.copy(own);
    }

    private static void forget(SmallWorld world) throws IOException {
        DeltaLog.clearCache();
        FileUtils.deleteDirectory(world.landing().getParent().toFile());
    }

    private static void optimize(SmallWorld world) {
        new Upkeep(world.warehouse(), CLOCK, Progress.SILENT)
                .some(List.of("bronze.report_event", "silver.report_case", Gold.DAILY), 7, false);
    }

    private static void erase(SmallWorld world) {
        Erasure erasure = new Erasure(world.warehouse(), PSEUDONYMS, CLOCK, Progress.SILENT);
        String landing = FailingStore.SCHEME + "://" + world.landing();
        if (erasure.resume().isEmpty()) {
            assertThat(erasure.erase(new Erasure.Subjects(Set.of(CHATTER), Set.of()), Optional.of(landing))
                            .tables())
                    .isNotEmpty();
        }
    }

    /** Numbers that readers see. */
    private static List<String> seen(SmallWorld world) {
        List<String> rows = new ArrayList<>();
        for (String table : List.of(Gold.DAILY, Gold.PERIOD)) {
            world.warehouse()
                    .readPublished(table)
                    .select("kpi", "slice_key", "date", "value", "n")
                    .collectAsList()
                    .forEach(row -> rows.add(table + " " + row.mkString(" ")));
        }
        rows.sort(null);
        return rows;
    }

    /** All that a night leaves, without what says when it was made. */
    private static Map<String, List<String>> tables(SmallWorld world) {
        Map<String, List<String>> tables = new TreeMap<>(world.landed());
        tables.putAll(world.facts());
        Map<String, String> others = Map.of(
                "ops.ingest_file",
                "path status lines landed quarantined duplicates ignored",
                "ops.quarantine",
                "path line_number reason field detail",
                "ops.restatement",
                "as_of_date kpi date slice_key estimate old_value new_value",
                Gold.historyOf(Gold.DAILY),
                "replaced_date kpi date slice_key estimate value");
        others.forEach((table, columns) -> tables.put(table, world.values(table, columns.split(" "))));
        for (String told : List.of("ops.job_run", "ops.check_result")) {
            List<String> rows = JobLaws.lines(world.table(told));
            tables.put(told + ", rows that are there twice", new ArrayList<>(rows));
            rows.stream().distinct().forEach(tables.get(told + ", rows that are there twice")::remove);
        }
        return tables;
    }

    /** An erasure makes tokens that nobody can foresee. */
    private static Map<String, List<String>> withoutTokens(SmallWorld world) {
        Map<String, List<String>> tables = tables(world);
        tables.keySet().removeIf(table -> table.startsWith("bronze.") || table.startsWith("dim."));
        tables.put("messages", world.values("bronze.chat_message", "event_id", "text"));
        return tables;
    }

    private static List<String> pseudonyms(SmallWorld world) {
        return world.values("bronze.chat_message", "user_id");
    }

    private static void assertSame(SmallWorld world, Map<String, List<String>> expected, String what) {
        Map<String, List<String>> actual = tables(world);
        expected.forEach((table, lines) ->
                assertThat(actual.get(table)).as(table + ", " + what).isEqualTo(lines));
    }
}
