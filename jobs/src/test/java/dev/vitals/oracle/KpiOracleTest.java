package dev.vitals.oracle;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.Contracts;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.simulate.Community;
import dev.vitals.simulate.CommunitySpec;
import dev.vitals.simulate.Plants;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every number of gold against the oracle: a small community with a raid, a brigade, dirty files, repeated and late events
 * is landed and measured in two nights, and after each night every cell must be what the raw events say.
 */
class KpiOracleTest {
    /** A Monday; the nights cross the end of a week and of a month. */
    private static final LocalDate FROM = LocalDate.of(2026, 1, 26);

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T03:00:00Z"), ZoneOffset.UTC);

    /** A night: the last day that counts, and the last day whose files are there, which may be later. */
    private record Night(int asOf, int delivered) {}

    /** The first night finds files of the day after it, whose events must not count yet. */
    private static final List<Night> NIGHTS = List.of(new Night(7, 8), new Night(11, 11));

    /** Days before the first on which the oldest report was filed: more than the 60 for which it is followed. */
    private static final int OLDEST = 70;

    private static final List<KpiDefinition> KPIS = KpiCatalogue.load().kpis();
    private static final TreeMap<LocalDate, List<String>> DIFFERENCES = new TreeMap<>();
    private static TreeMap<Oracle.Address, Oracle.Cell> lastCells;
    private static long restated;
    private static List<String> unbalanced;
    private static long balanced;
    private static List<Row> quantiles;
    private static String truth;

    @BeforeAll
    static void runNights(@TempDir Path folder) throws IOException {
        Plants plants = new Plants(9, 6, 5, 3, 0.01, 0.04);
        CommunitySpec spec = CommunitySpec.sized(FROM, 12, 6, 400, 60).withPlants(plants);
        Community.of(spec).write(folder, (done, total, lines) -> {});
        Path waiting = folder.resolve("landing").resolve("vitals");
        Path delivered = Files.createDirectories(folder.resolve("delivered").resolve("vitals"));

        Warehouse warehouse =
                Warehouse.at(SparkSessions.shared(), folder.resolve("warehouse").toString(), Contracts.load());
        plantWhatIsRare(Files.createDirectories(delivered.resolve("rare")));
        byte[] key = "the people of this community are made up".getBytes(StandardCharsets.UTF_8);
        Landing landing = new Landing(new LandingTables(warehouse), LandingLimits.DEFAULT, key, Map.of(), CLOCK);
        WarehouseRuns runs = new WarehouseRuns(warehouse, RefineJobs.all(), KPIS, CLOCK, (activity, done, total) -> {});
        for (Night night : NIGHTS) {
            deliver(waiting, delivered, FROM.plusDays(night.delivered()));
            LocalDate asOf = FROM.plusDays(night.asOf());
            runs.run(landing, delivered.getParent().toString(), asOf);
            List<JsonNode> lines = RawLines.read(delivered);
            lastCells = Oracle.cells(RawEvents.visibleOn(asOf, lines), KPIS);
            DIFFERENCES.put(asOf, GoldCells.differences(lastCells, GoldCells.read(warehouse)));
        }
        quantiles = warehouse
                .read("gold.kpi_daily")
                .filter("kpi IN ('time_to_resolution', 'time_to_any_end') AND estimate IN ('p50', 'p90')")
                .filter("size(slice) = 1 AND slice.category IS NOT NULL AND ci_low IS NOT NULL")
                .filter(col("date").geq(Date.valueOf(FROM)))
                .collectAsList();
        truth = Files.readString(folder.resolve("truth").resolve("resolution.json"));
        restated = warehouse.read("ops.restatement").count();
        unbalanced = warehouse.read("silver.backlog_flow").filter("gap <> 0").collectAsList().stream()
                .map(Object::toString)
                .toList();
        balanced = warehouse.read("silver.backlog_flow").count();
    }

    /** One message that two channels show, in the logs of both, and one that only the log of the guest tells. */
    private static String sharedChat(int day) {
        return """
                {"type":"chat.message","message_id":"shared%1$d","channel_id":"old","user_id":"sharer",\
                "sent_at":"%2$sT13:00:00Z","text":"what a good day"}
                {"type":"chat.message","message_id":"copy%1$d","channel_id":"guest","user_id":"sharer",\
                "source_channel_id":"old","source_message_id":"shared%1$d","sent_at":"%2$sT13:00:00Z",\
                "text":"what a good day"}
                {"type":"chat.message","message_id":"only%1$d","channel_id":"guest","user_id":"sharer%1$d",\
                "source_channel_id":"old","source_message_id":"home%1$d","sent_at":"%2$sT23:59:59Z","text":"a bad day"}
                """.formatted(day, FROM.plusDays(day));
    }

    /**
     * Chat of four weeks before, so that from the fifth day on somebody can be told to be new; two appeals that ended as
     * few do; and what happens within and after the windows in which reports and actions are followed.
     */
    private static void plantWhatIsRare(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int daysBefore = 24; daysBefore > 16; daysBefore--) {
            lines.append("""
                    {"type":"chat.message","message_id":"old%1$d","channel_id":"old","user_id":"old%1$d",\
                    "sent_at":"%2$sT12:00:00Z","text":"hello"}
                    """.formatted(daysBefore, FROM.minusDays(daysBefore)));
        }
        for (int day = 1; day <= 2; day++) {
            lines.append(sharedChat(day));
        }
        for (String outcome : List.of("omitted", "partially_reversed")) {
            lines.append("""
                    {"type":"appeal.event","appeal_id":"%1$s","kind":"submitted","at":"%2$sT12:00:00Z","report_id":"none"}
                    {"type":"appeal.event","appeal_id":"%1$s","kind":"decided","at":"%3$sT12:00:00Z","outcome":"%1$s"}
                    """.formatted(outcome, FROM, FROM.plusDays(1)));
        }
        for (String decision : List.of("action", "no_action")) {
            lines.append("""
                    {"type":"report.created","report_id":"told %1$s","reporter_id":"1","subject_type":"user","subject_id":"5",\
                    "subject_user_id":"5","channel_id":"told","category":"spam","severity":"low","language":"en",\
                    "surface":"chat","source":"user","created_at":"%2$sT12:00:00Z"}
                    {"type":"report.activity","report_id":"told %1$s","activity":"closed","at":"%2$sT13:00:00Z",\
                    "decision":"%1$s","moderator_id":"3"}
                    {"type":"appeal.event","appeal_id":"told %1$s","kind":"decided","at":"%3$sT12:00:00Z",\
                    "report_id":"told %1$s","outcome":"upheld"}
                    """.formatted(decision, FROM, FROM.plusDays(1)));
        }
        for (int i = 0; i < 3; i++) {
            lines.append("""
                    {"type":"audit.label","audit_id":"odd","frame":"no_action","item_id":"told no_action %1$d",\
                    "stratum":"odd","inclusion_probability":0.0%2$d,"rater_id":"3","label":"%3$s","at":"%4$sT12:00:00Z"}
                    """.formatted(
                            i,
                            3 + 4 * i,
                            List.of("false_negative", "wrong_selection", "technical_error")
                                    .get(i),
                            FROM.plusDays(1)));
        }
        lines.append("""
                {"type":"enforcement.action","action_id":"machine","action":"warn","at":"%1$sT11:00:00Z",\
                "subject_user_id":"6","channel_id":"told","actor_id":"machine","actor_type":"automod","policy":"spam"}
                {"type":"audit.label","audit_id":"odd","frame":"actioned","item_id":"machine","decision_id":"machine",\
                "stratum":"odd","inclusion_probability":0.05,"rater_id":"3","label":"correct","at":"%2$sT12:00:00Z"}
                """.formatted(FROM, FROM.plusDays(1)));
        lines.append(flags());
        lines.append(relapses());
        for (int daysBefore : new int[] {45, OLDEST}) {
            lines.append("""
                    {"type":"report.created","report_id":"old%1$d","reporter_id":"1","subject_type":"user","subject_id":"2",\
                    "subject_user_id":"2","channel_id":"old","category":"spam","severity":"low","language":"en",\
                    "surface":"chat","source":"user","created_at":"%2$sT12:00:00Z"}
                    {"type":"enforcement.action","action_id":"led%1$d","action":"suspend","at":"%3$sT12:00:00Z",\
                    "subject_user_id":"2","actor_id":"3","actor_type":"staff","policy":"spam","report_id":"old%1$d"}
                    {"type":"report.activity","report_id":"old%1$d","activity":"decided","at":"%4$sT12:00:00Z",\
                    "decision":"action","moderator_id":"3","action_ids":["led%1$d"]}
                    {"type":"report.activity","report_id":"old%1$d","activity":"closed","at":"%5$sT12:00:00Z"}
                    {"type":"enforcement.action","action_id":"old%1$d","action":"suspend","at":"%2$sT12:00:00Z",\
                    "subject_user_id":"4","actor_id":"3","actor_type":"staff","policy":"spam"}
                    {"type":"appeal.event","appeal_id":"old%1$d","kind":"submitted","at":"%3$sT12:00:00Z","action_id":"old%1$d"}
                    {"type":"appeal.event","appeal_id":"old%1$d","kind":"decided","at":"%4$sT12:00:00Z","outcome":"reversed"}
                    """.formatted(
                    daysBefore, FROM.minusDays(daysBefore), FROM.minusDays(5), FROM.plusDays(1), FROM.plusDays(2)));
        }
        Files.writeString(folder.resolve("rare.jsonl"), lines);
    }

    /** People flagged for evading a ban: twice in one channel, in two, of no more than unknown evasion, and not at all. */
    private static String flags() {
        StringBuilder lines = new StringBuilder();
        String[] flags = {
            "1/09:00:00=old=e1=possible",
            "1/10:00:00=old=e1=likely",
            "1/11:00:00=told=e1=possible",
            "1/11:30:00=told=e2=possible",
            "1/12:00:00=told=e3=unknown",
            "8/23:59:59=told=e2=likely",
            "10/00:00:00=told=e2=possible"
        };
        for (String flag : flags) {
            String[] parts = flag.split("[/=]");
            lines.append(
                    """
                    {"type":"stream.context","channel_id":"%s","kind":"suspicious_user","at":"%sT%sZ",\
                    "attributes":{"user_id":"%s","ban_evasion":"%s"}}
                    """.formatted(parts[2], FROM.plusDays(Long.parseLong(parts[0])), parts[1], parts[3], parts[4]));
        }
        return lines.append("""
                {"type":"stream.context","channel_id":"old","kind":"suspicious_user","at":"%sT12:00:00Z",\
                "attributes":{"user_id":"e4","low_trust_status":"restricted"}}
                """.formatted(FROM.plusDays(1))).toString();
    }

    /**
     * Somebody who was sanctioned again and again, so long ago that the first times have been followed for 90 days: after
     * 15 days, after 75, then thrice within the nights. Two of his sanctions are one occasion, and one was reversed.
     */
    private static String relapses() {
        StringBuilder lines = new StringBuilder();
        String[] sanctions = {
            "-100/09:00:00=timeout",
            "-85/10:00:00=warn",
            "-84/10:00:00=message_delete",
            "-83/10:00:00=ban",
            "-10/11:00:00=timeout",
            "-10/11:09:59=ban",
            "1/12:00:00=timeout",
            "6/12:00:00=timeout",
            "9/12:00:00=warn"
        };
        for (int i = 0; i < sanctions.length; i++) {
            String[] parts = sanctions[i].split("[/=]");
            lines.append("""
                    {"type":"enforcement.action","action_id":"again%d","action":"%s","at":"%sT%sZ","subject_user_id":"6",\
                    "channel_id":"old","actor_id":"3","actor_type":"human","policy":"spam"}
                    """.formatted(i, parts[2], FROM.plusDays(Long.parseLong(parts[0])), parts[1]));
        }
        return lines.append("""
                {"type":"appeal.event","appeal_id":"again","kind":"submitted","at":"%1$sT12:00:00Z","action_id":"again3"}
                {"type":"appeal.event","appeal_id":"again","kind":"decided","at":"%1$sT13:00:00Z","outcome":"reversed"}
                """.formatted(FROM.minusDays(60))).toString();
    }

    /** Moves the folders of the nights up to a day into the landing folder. */
    private static void deliver(Path waiting, Path delivered, LocalDate lastNight) throws IOException {
        List<Path> nights;
        try (Stream<Path> all = Files.list(waiting)) {
            nights = all.sorted().toList();
        }
        for (Path night : nights) {
            if (!LocalDate.parse(night.getFileName().toString()).isAfter(lastNight)) {
                Files.move(night, delivered.resolve(night.getFileName()));
            }
        }
    }

    @Test
    void everyKpiHasAnOracle() {
        TreeSet<String> ids = new TreeSet<>();
        KPIS.forEach(kpi -> ids.add(kpi.id()));
        assertThat(OracleKpis.of(RawEvents.visibleOn(FROM, List.of())).keySet())
                .as("write a new KPI down in OracleKpis or OracleReportKpis, from the words of its definition")
                .isEqualTo(ids);
    }

    @Test
    void everyCellIsWhatTheRawEventsSayAfterTheFirstNightAndEventsOfTomorrowDoNotCountYet() {
        assertNoDifferences(NIGHTS.get(0));
    }

    @Test
    void lateEventsAndFollowUpsMoveThePast() {
        assertThat(restated).as("restated numbers").isPositive();
        assertNoDifferences(NIGHTS.get(1));
    }

    @Test
    void theBacklogBalancesOnEveryDayWhateverCameLate() {
        assertThat(balanced)
                .as("days from the first report to the last night")
                .isEqualTo(OLDEST + NIGHTS.get(1).asOf() + 1);
        assertThat(unbalanced).isEmpty();
    }

    /**
     * The community draws each report's time from a known distribution: the intervals of the quantiles of days and
     * categories hold the true ones as often as they say, within what chance allows in so many (one in a thousand).
     * They hold it more often here: they allow for channels that differ, of which there are few, and which here do not.
     */
    @ParameterizedTest
    @CsvSource({"time_to_resolution, closed, p50", "time_to_any_end, any_end, p50", "time_to_any_end, any_end, p90"})
    void quantilesOfDaysLieWithinTheirIntervalsAtTheNominalRateAtLeast(String kpi, String end, String quantile)
            throws IOException {
        JsonNode truthByCategory = new ObjectMapper().readTree(truth);
        long held = 0;
        int all = 0;
        for (Row row : quantiles) {
            if (row.getAs("kpi").equals(kpi) && row.getAs("estimate").equals(quantile)) {
                String category =
                        (String) row.getJavaMap(row.fieldIndex("slice")).get("category");
                double at = truthByCategory
                        .at("/%s/%s/%s_seconds".formatted(category, end, quantile))
                        .asDouble();
                Double high = row.getAs("ci_high");
                held += row.<Double>getAs("ci_low") <= at && (high == null || at <= high) ? 1 : 0;
                all++;
            }
        }

        assertThat(all).isGreaterThan(60);
        int fewest = BinomialDistribution.of(all, 0.95).inverseCumulativeProbability(0.001);
        assertThat(held).as("of %d", all).isGreaterThanOrEqualTo(fewest);
    }

    private static void assertNoDifferences(Night night) {
        List<String> differences = DIFFERENCES.get(FROM.plusDays(night.asOf()));
        assertThat(differences).as(() -> GoldCells.summary(differences)).isEmpty();
    }

    /** An oracle that agrees on nothing but empty cells would prove nothing. */
    @Test
    void everyKpiHasSomethingToCount() {
        TreeSet<String> counted = new TreeSet<>();
        lastCells.forEach((address, cell) -> {
            if (cell.number().n() > 0
                    && cell.number().low() != null
                    && cell.number().low() > 0) {
                counted.add(address.kpi());
            }
        });

        assertThat(counted)
                .containsExactlyInAnyOrderElementsOf(
                        KPIS.stream().map(KpiDefinition::id).toList());
    }
}
