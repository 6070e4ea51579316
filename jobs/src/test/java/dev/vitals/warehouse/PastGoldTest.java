package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.testing.JobLaws;
import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was published after a night is read as of that night, whatever later nights made of it. */
class PastGoldTest {
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate SECOND = FIRST.plusDays(1);
    private static final LocalDate FOURTH = FIRST.plusDays(3);
    private static final LocalDate LAST = FIRST.plusDays(9);
    /** Numbers of each kind that moves: a count, a share and times; the law is the same for all. */
    private static final String[] KPIS = {"reports_received", "report_action_rate", "time_to_resolution"};

    private static final List<String> GOLD = List.of(Gold.DAILY, Gold.PERIOD);
    private static final String CLOSED =
            "{\"type\":\"report.activity\",\"report_id\":\"late1\",\"activity\":\"closed\",\"at\":\"2026-01-14T10:00:00Z\"}";

    @TempDir
    private static Path shared;

    private static Path waiting;
    private static SmallWorld world;

    /** What gold held after each night, by night and table. */
    private static final Map<LocalDate, Map<String, List<String>>> REMEMBERED = new LinkedHashMap<>();

    /** Late files in the first nights, no night on the third day, and a report that is closed when its day is final. */
    @BeforeAll
    static void runNights() {
        waiting = SmallWorld.generate(shared.resolve("generated"), 4);
        world = SmallWorld.of(shared.resolve("world"), "silver.report_case").withKpis(KPIS);
        for (LocalDate night : List.of(FIRST, SECOND, FOURTH)) {
            FIRST.datesUntil(night.plusDays(1))
                    .filter(day -> !Files.exists(world.landing().resolve("vitals/" + day)))
                    .forEach(day -> world.deliver(waiting, day));
            world.run(night);
            REMEMBERED.put(night, gold(world));
        }
        world.deliver("vitals", "late.ndjson", filed("late1", FIRST), filed("late2", FIRST), CLOSED)
                .run(LAST);
        REMEMBERED.put(LAST, gold(world));
    }

    private static String filed(String id, LocalDate day) {
        return "{\"type\":\"report.created\",\"report_id\":\"%1$s\",\"subject_type\":\"message\",\"subject_id\":\"m%1$s\",\"subject_user_id\":\"9\",\"channel_id\":\"7\",\"category\":\"spam\",\"severity\":\"low\",\"language\":\"en\",\"surface\":\"chat\",\"source\":\"user\",\"created_at\":\"%2$sT10:00:00Z\"}"
                .formatted(id, day);
    }

    private static Map<String, List<String>> gold(SmallWorld of) {
        Map<String, List<String>> gold = new LinkedHashMap<>();
        GOLD.forEach(table -> gold.put(table, numbers(of.table(table))));
        return gold;
    }

    /** Everything but the states, which are not kept, and the moment at which a row was written. */
    private static List<String> numbers(Dataset<Row> rows) {
        return JobLaws.lines(rows.drop("state", "people", "clusters", "computed_at"));
    }

    private static Map<String, List<String>> asOf(SmallWorld of, LocalDate day) {
        PastGold past = PastGold.asOf(of.warehouse(), day);
        Map<String, List<String>> gold = new LinkedHashMap<>();
        GOLD.forEach(table -> gold.put(table, numbers(past.read(table))));
        return gold;
    }

    private static void assertEveryNightIsAsItWas(SmallWorld of) {
        REMEMBERED.forEach((night, gold) ->
                GOLD.forEach(table -> assertThat(asOf(of, night).get(table))
                        .as(table + " as of " + night)
                        .isEqualTo(gold.get(table))));
    }

    @Test
    void everyNumberOfEveryNightIsReadAsItStood() {
        assertThat(REMEMBERED.values().stream().map(gold -> gold.get(Gold.DAILY)))
                .as("every night moved something")
                .doesNotHaveDuplicates();
        assertThat(world.table("ops.restatement").filter("was_mature").count())
                .as("a final number moved")
                .isPositive();
        assertEveryNightIsAsItWas(world);
    }

    @Test
    void aDayWithoutANightIsReadAsTheNightBefore() {
        PastGold past = PastGold.asOf(world.warehouse(), SECOND.plusDays(1));

        assertThat(past.night()).isEqualTo(SECOND);
        assertThat(numbers(past.read(Gold.DAILY)))
                .isEqualTo(REMEMBERED.get(SECOND).get(Gold.DAILY));
        assertThat(PastGold.asOf(world.warehouse(), LAST.plusYears(1)).night()).isEqualTo(LAST);
    }

    @Test
    void beforeTheFirstNightNothingHadBeenPublished() {
        assertThatThrownBy(() -> PastGold.asOf(world.warehouse(), FIRST.minusDays(1)))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("Nothing had been published by 2026-01-04")
                .hasMessageContaining("the first night of this warehouse is 2026-01-05");
    }

    /** What time alone does to a number, one more night taken in or its time come, is not kept again and again. */
    @Test
    void whatIsKeptMoved() {
        assertThat(world.table("gold.kpi_daily_history").count()).isPositive();
        assertThat(SparkSessions.shared()
                        .sql(
                                "SELECT h.* FROM delta.`%1$s/gold/kpi_daily_history` h JOIN delta.`%1$s/gold/kpi_daily` g USING (kpi, date, slice_key, estimate) WHERE g.published_date = h.replaced_date AND h.value <=> g.value AND h.ci_low <=> g.ci_low AND h.ci_high <=> g.ci_high AND h.n = g.n AND h.numerator <=> g.numerator AND h.denominator <=> g.denominator AND h.n_censored <=> g.n_censored AND h.is_small = g.is_small"
                                        .formatted(world.warehouse().root()))
                        .collectAsList())
                .isEmpty();
    }

    @Test
    void joiningFilesAndDeletingOldVersionsLeavesEveryPast(@TempDir Path folder) {
        SmallWorld kept = world.copy(folder.resolve("copy"));
        String check = "spark.databricks.delta.retentionDurationCheck.enabled";
        SparkSessions.shared().conf().set(check, "false");
        try {
            List<String> tables = GOLD.stream()
                    .flatMap(table -> Stream.of(table, Gold.historyOf(table)))
                    .toList();
            new Upkeep(kept.warehouse(), Clock.systemUTC(), Progress.SILENT).some(tables, 0, true);
        } finally {
            SparkSessions.shared().conf().unset(check);
        }

        assertEveryNightIsAsItWas(kept);
    }

    /** A night says what it said at its end: what it had said before it was run again has stood after no night. */
    @Test
    void aNightThatIsRunAgainIsReadAsItEnded(@TempDir Path folder) {
        SmallWorld again = world.copy(folder.resolve("copy"));
        long kept = again.table("gold.kpi_daily_history").count();

        again.run(LAST);
        again.backfill(FIRST, FOURTH);
        assertThat(again.table("gold.kpi_daily_history").count()).isEqualTo(kept);
        again.deliver("vitals", "later.ndjson", filed("late3", LAST)).run(FIRST);

        assertThat(asOf(again, LAST)).isEqualTo(gold(again)).isNotEqualTo(REMEMBERED.get(LAST));
        assertThat(asOf(again, FOURTH)).isEqualTo(REMEMBERED.get(FOURTH));
    }

    /** Notes are written before the numbers: until the night is run again, what it noted as replaced still stands. */
    @Test
    void aNightThatWasKilledBetweenItsNotesAndItsNumbersChangesNoPast(@TempDir Path folder) throws IOException {
        SmallWorld undisturbed = world.copy(folder.resolve("undisturbed"));
        SmallWorld killed = world.copy(folder.resolve("killed"));
        LocalDate next = LAST.plusDays(1);
        for (SmallWorld each : List.of(undisturbed, killed)) {
            each.deliver("vitals", "next.ndjson", filed("late4", FIRST), filed("late5", next));
        }
        undisturbed.run(next);
        for (String table : GOLD) {
            String history = "gold/" + Gold.historyOf(table).substring("gold.".length());
            replace(
                    Path.of(killed.warehouse().root(), history),
                    Path.of(undisturbed.warehouse().root(), history));
        }

        assertEveryNightIsAsItWas(killed);
        killed.run(next);

        assertThat(asOf(killed, LAST)).isEqualTo(REMEMBERED.get(LAST));
        for (String table : GOLD) {
            assertThat(JobLaws.lines(killed.table(Gold.historyOf(table)).drop("computed_at")))
                    .isEqualTo(JobLaws.lines(
                            undisturbed.table(Gold.historyOf(table)).drop("computed_at")));
        }
    }

    private static void replace(Path target, Path source) throws IOException {
        try (Stream<Path> old = Files.walk(target)) {
            for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        SmallWorld.copyFolder(source, target);
    }

    /** Of a warehouse that is older than the history of its numbers, the last night is known, and those that follow. */
    @Test
    void whatAnOlderWarehouseReplacedBeforeIsNotMadeUp(@TempDir Path folder) throws IOException {
        SmallWorld older = world.copy(folder.resolve("copy"));
        for (String table : GOLD) {
            SparkSessions.shared()
                    .sql("UPDATE delta.`%s` SET published_date = NULL"
                            .formatted(older.warehouse().path(table)));
            Path history = Path.of(older.warehouse().path(Gold.historyOf(table)));
            try (Stream<Path> paths = Files.walk(history)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Map<String, List<String>> last = withoutNights(asOf(older, LAST));
        assertThat(last).isEqualTo(withoutNights(REMEMBERED.get(LAST)));

        older.deliver("vitals", "next.ndjson", filed("late6", FIRST)).run(LAST.plusDays(1));

        assertThat(withoutNights(asOf(older, LAST))).isEqualTo(last);
        assertThatThrownBy(() -> asOf(older, FOURTH))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("What stood after the night 2026-01-08 is not known")
                .hasMessageContaining("since the night 2026-01-14");
    }

    /** Without what says since when a number has stood. */
    private static Map<String, List<String>> withoutNights(Map<String, List<String>> gold) {
        Map<String, List<String>> without = new LinkedHashMap<>();
        gold.forEach((table, lines) -> without.put(
                table,
                lines.stream()
                        .map(line -> line.replaceAll("published_date=\\S+ ", ""))
                        .sorted()
                        .toList()));
        return without;
    }

    /** Of tables to which each night adds what it said. */
    @Test
    void whatLaterNightsSaidIsNotSeen() {
        String sql = "SELECT max(as_of_date) FROM ops.restatement";

        assertThat(new SqlQueries(world.warehouse()).run(sql, 10).rows()).containsExactly(List.of(LAST.toString()));
        assertThat(new SqlQueries(world.warehouse(), PastGold.asOf(world.warehouse(), SECOND))
                        .run(sql, 10)
                        .rows())
                .containsExactly(List.of(SECOND.toString()));
    }

    @Test
    void sqlFindsThePastByTheNamesOfThePresent() {
        SqlQueries past = new SqlQueries(world.warehouse(), PastGold.asOf(world.warehouse(), SECOND));
        String sql =
                "WITH d AS (SELECT count(*) AS days, max(as_of_date) AS seen FROM gold.kpi_daily WHERE kpi = 'reports_received' AND slice_key = 'all') "
                        + "SELECT days, seen, (SELECT max(end_date) FROM gold.kpi_period WHERE period = 'trailing_28d') FROM d";

        assertThat(past.run(sql, 10).rows()).containsExactly(List.of(2L, SECOND.toString(), SECOND.toString()));
        assertThat(new SqlQueries(world.warehouse()).run(sql, 10).rows())
                .containsExactly(List.of(10L, LAST.toString(), LAST.toString()));
    }

    /** The statement of ADR 0009, for readers without Vitals. */
    @Test
    void plainSqlReadsTheSamePast() throws IOException {
        String adr = Files.readString(Path.of("docs/adr/0009-replaced-numbers-are-kept.md"));
        String sql = adr.substring(adr.indexOf("    SELECT"), adr.indexOf(";\n"))
                .replace("DATE '2026-01-06'", "DATE '" + SECOND + "'");

        List<List<Object>> rows =
                new SqlQueries(world.warehouse()).run(sql, Integer.MAX_VALUE).rows();

        assertThat(rows.stream()
                        .map(row -> String.join(
                                " ", row.stream().map(Objects::toString).toList()))
                        .sorted())
                .isEqualTo(PastGold.asOf(world.warehouse(), SECOND)
                        .read(Gold.DAILY)
                        .select("kpi", "date", "slice_key", "estimate", "value", "n", "is_mature", "as_of_date")
                        .collectAsList()
                        .stream()
                        .map(row -> row.mkString(" "))
                        .sorted()
                        .toList());
    }
}
