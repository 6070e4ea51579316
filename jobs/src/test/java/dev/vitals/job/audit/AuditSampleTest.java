package dev.vitals.job.audit;

import static dev.vitals.testing.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.job.Days;
import dev.vitals.testing.Fixtures;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

/** What is drawn, from what, and with which probability. */
class AuditSampleTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final Days DAYS = Days.one(DAY, DAY);

    private final Map<String, Dataset<Row>> tables = new HashMap<>();

    @Test
    void fromEachStratumAsManyAsWantedAreDrawnAndAllOfASmallOne() {
        giveActions(500, 3);

        Map<String, List<Row>> strata = new TreeMap<>();
        draw("actioned", List.of("severity"), 20, 1)
                .forEach(item -> strata.computeIfAbsent(item.getAs("stratum"), name -> new java.util.ArrayList<>())
                        .add(item));

        assertThat(strata.get("severity=low")).hasSize(20).allMatch(item -> item.<Long>getAs("stratum_size") == 500);
        assertThat(strata.get("severity=high")).hasSize(3).allMatch(item -> item.<Long>getAs("stratum_size") == 3);
    }

    @Test
    void theSameSeedDrawsTheSameAndAnotherSeedDrawsOthers() {
        giveActions(500, 3);

        TreeSet<String> first = ids(draw("actioned", List.of(), 20, 1));
        assertThat(ids(draw("actioned", List.of(), 20, 1))).isEqualTo(first);
        assertThat(ids(draw("actioned", List.of(), 20, 2))).hasSize(20).isNotEqualTo(first);
    }

    @Test
    void everyItemIsDrawnAboutAsOftenAsItsProbabilitySays() {
        giveActions(40, 0);
        Map<String, Integer> times = new TreeMap<>();
        int draws = 60;
        for (int seed = 0; seed < draws; seed++) {
            ids(draw("actioned", List.of(), 10, seed)).forEach(id -> times.merge(id, 1, Integer::sum));
        }

        // A quarter of 60 draws is 15; five standard deviations of sqrt(60 / 4 * 3 / 4) = 3.35 allow for 40 items.
        assertThat(times).hasSize(40);
        assertThat(times.values()).allMatch(n -> n >= 15 - 5 * 3.35 && n <= 15 + 5 * 3.35);
    }

    @Test
    void onlyClosedReportsOnWhichNothingWasDoneAreNoAction() {
        give(
                "silver.report_case",
                report("closed", "2026-03-02", "no_action", "2026-03-03 10:00"),
                report("open", "2026-03-02", "no_action", null),
                report("acted", "2026-03-02", "action", "2026-03-03 10:00"),
                report("earlier", "2026-03-01", "no_action", "2026-03-03 10:00"));

        assertThat(ids(draw("no_action", List.of(), 10, 1))).containsExactly("closed");
    }

    @Test
    void onlyHoldsThatWereApprovedAreReleased() {
        give(
                "silver.automod_decision",
                row(
                        "message_id",
                        "m1",
                        "held_at",
                        "2026-03-02 10:00",
                        "held_date",
                        "2026-03-02",
                        "outcome",
                        "approved"),
                row("message_id", "m2", "held_at", "2026-03-02 10:00", "held_date", "2026-03-02", "outcome", "denied"),
                row("message_id", "m3", "held_at", "2026-03-02 10:00", "held_date", "2026-03-02"));

        assertThat(ids(draw("automod_released", List.of(), 10, 1))).containsExactly("m1");
    }

    @Test
    void chatThatAReportAnActionOrAHoldNamesIsNotUnreported() {
        give(
                "bronze.chat_message",
                message("calm", 0.0, 0),
                message("angry", -0.5, 2),
                message("reported", -0.5, 2),
                message("removed", -0.5, 2),
                message("held", -0.5, 2));
        give("silver.report_case", row("report_id", "r", "created_date", "2026-03-04", "subject_id", "reported"));
        give("silver.enforcement_action", row("action_id", "a", "action_date", "2026-03-02", "message_id", "removed"));
        give("silver.automod_decision", row("message_id", "held", "held_date", "2026-03-02"));

        assertThat(draw("unreported_chat", List.of("sentiment"), 10, 1))
                .extracting(
                        item -> item.getAs("item_id") + " " + item.getAs("stratum") + " " + item.getAs("decision_id"))
                .containsExactlyInAnyOrder("calm sentiment=unknown null", "angry sentiment=negative null");
    }

    /** What a child wrote may be drawn, but not for its mood. */
    @Test
    void whatAChildWroteIsInNoStratumOfSentiment() {
        Map<String, Object> byAChild = new HashMap<>(message("child's", -0.5, 2));
        byAChild.put("user_id", "kim");
        give("bronze.chat_message", message("angry", -0.5, 2), byAChild);
        give("dim.user", row("user_id", "kim", "valid_from", "2026-01-01 00:00", "age_band", "under_13"));

        assertThat(draw("unreported_chat", List.of("sentiment"), 10, 1))
                .extracting(item -> item.getAs("item_id") + " " + item.getAs("stratum"))
                .containsExactlyInAnyOrder("child's sentiment=unknown", "angry sentiment=negative");
    }

    @Test
    void aFrameOrColumnThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> new AuditSample(List.of("acted"), List.of(), 1, 1))
                .hasMessageContaining("There is no frame acted; there are actioned, automod_released");
        assertThatThrownBy(() -> new AuditSample(List.of("no_action"), List.of("sentiment"), 1, 1))
                .hasMessageContaining("There is no column to stratify by in these frames: sentiment");
        assertThatThrownBy(() -> new AuditSample(List.of("no_action"), List.of(), 0, 1))
                .hasMessageContaining("draw 1 or more");
    }

    @SafeVarargs
    private void give(String table, Map<String, Object>... rows) {
        tables.put(table, Fixtures.rows(table, rows));
    }

    private void giveActions(int low, int high) {
        tables.put(
                "silver.enforcement_action",
                Fixtures.rows(
                        "silver.enforcement_action",
                        IntStream.range(0, low + high)
                                .mapToObj(i -> row(
                                        "action_id",
                                        "a" + i,
                                        "action_at",
                                        "2026-03-02 10:00",
                                        "action_date",
                                        "2026-03-02",
                                        "severity",
                                        i < low ? "low" : "high"))
                                .toList()));
    }

    private List<Row> draw(String frame, List<String> stratifyBy, int perStratum, long seed) {
        return new AuditSample(List.of(frame), stratifyBy, perStratum, seed)
                .draw(frame, table -> tables.computeIfAbsent(table, Fixtures::rows), DAYS)
                .collectAsList();
    }

    private static TreeSet<String> ids(List<Row> items) {
        TreeSet<String> ids = new TreeSet<>();
        items.forEach(item -> ids.add(item.getAs("item_id")));
        return ids;
    }

    private static Map<String, Object> report(String id, String day, String decision, String closedAt) {
        return row(
                "report_id", id,
                "created_at", day + " 10:00",
                "created_date", day,
                "decision", decision,
                "closed_at", closedAt);
    }

    private static Map<String, Object> message(String id, double sentiment, int terms) {
        return row(
                "message_id", id,
                "event_at", "2026-03-02 10:00",
                "sentiment", sentiment,
                "sentiment_terms", terms);
    }
}
