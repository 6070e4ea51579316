package dev.vitals.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.sentiment.LexiconScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the generator promises of its shares and times, measured on twelve days of logs. */
class SharesTest {
    private static final int DAYS = 12;
    private static final Instant END = Instant.parse("2026-01-17T00:00:00Z");

    @TempDir
    static Path dir;

    private static final Map<String, Integer> BY_CHATTER = new HashMap<>();
    private static final Map<String, Integer> BY_CHANNEL = new HashMap<>();
    private static final Map<String, Long> SENT = new HashMap<>();
    private static final int[] BY_HOUR = new int[24];
    private static final Set<String> TEXTS_OF_A_DAY = new HashSet<>();
    private static final List<Double> REMOVAL_SECONDS = new ArrayList<>();
    private static final Map<String, JsonNode> REPORTS = new HashMap<>();
    private static final Map<String, JsonNode> FIRST_END = new HashMap<>();
    private static final Map<String, JsonNode> FIRST_DECISION = new HashMap<>();
    private static final Map<String, double[]> AUDITED = new TreeMap<>();
    private static final Map<String, Set<String>> AUDITS = new HashMap<>();
    private static final Map<String, String> STATUS = new HashMap<>();
    private static int messages;
    private static int messagesOfTheDay;
    private static int scored;
    private static int holds;

    @BeforeAll
    static void writeAndReadBack() throws IOException {
        CommunitySpec spec = CommunitySpec.sized(LocalDate.of(2026, 1, 5), DAYS, 60, 40_000, 1200);
        Community.of(spec.withPlants(Plants.none())).write(dir, Progress.silent());
        LexiconScorer scorer = new LexiconScorer();
        LandingReader.read(dir, line -> {
            switch (line.type()) {
                case "chat.message" -> message(line, scorer);
                case "automod.hold" -> holds++;
                case "automod.update" -> STATUS.put(line.text("message_id"), line.text("status"));
                case "enforcement.action" -> action(line);
                case "report.created" -> REPORTS.put(line.text("report_id"), line.event());
                case "report.activity" -> activity(line);
                case "audit.label" -> label(line);
                default -> {}
            }
        });
        SENT.clear();
    }

    @AfterAll
    static void forget() {
        List.of(BY_CHATTER, BY_CHANNEL, REPORTS, FIRST_END, FIRST_DECISION, AUDITS, STATUS)
                .forEach(Map::clear);
    }

    private static void message(LandingReader.Line line, LexiconScorer scorer) {
        if (line.text("source_channel_id") != null) {
            return;
        }
        messages++;
        BY_CHATTER.merge(line.text("user_id"), 1, Integer::sum);
        BY_CHANNEL.merge(line.text("channel_id"), 1, Integer::sum);
        SENT.put(line.text("message_id"), line.at().toEpochMilli());
        if (line.night().equals("2026-01-07")) {
            messagesOfTheDay++;
            TEXTS_OF_A_DAY.add(line.text("text"));
            scored += scorer.score(line.text("text")).isCovered() ? 1 : 0;
            BY_HOUR[Integer.parseInt(line.text("sent_at").substring(11, 13))]++;
        }
    }

    private static void action(LandingReader.Line line) {
        boolean byHand = "human".equals(line.text("actor_type")) && "message_delete".equals(line.text("action"));
        Long sent = byHand ? SENT.get(line.text("message_id")) : null;
        if (sent != null) {
            REMOVAL_SECONDS.add((line.at().toEpochMilli() - sent) / 1000.0);
        }
    }

    private static void activity(LandingReader.Line line) {
        switch (line.text("activity")) {
            case "closed", "auto_closed", "merged", "withdrawn" ->
                FIRST_END.merge(line.text("report_id"), line.event(), SharesTest::earlier);
            case "decided" -> FIRST_DECISION.merge(line.text("report_id"), line.event(), SharesTest::earlier);
            default -> {}
        }
    }

    private static JsonNode earlier(JsonNode a, JsonNode b) {
        return a.get("at").asText().compareTo(b.get("at").asText()) <= 0 ? a : b;
    }

    /** Sums the weights and the weights of wrong items, of the first rater of each item. */
    private static void label(LandingReader.Line line) {
        if (line.text("golden_label") == null
                && AUDITS.computeIfAbsent("seen", s -> new HashSet<>()).add(line.text("audit_id"))
                && !line.text("label").equals("uncertain")) {
            double[] sums = AUDITED.computeIfAbsent(line.text("frame"), f -> new double[3]);
            double weight = 1 / line.event().get("inclusion_probability").asDouble();
            boolean wrong = line.text("label").startsWith("false_");
            sums[0] += weight;
            sums[1] += wrong ? weight : 0;
            sums[2] += wrong ? weight * weight : 0;
        }
    }

    @Test
    void onePercentOfTheChattersSendAThird() {
        List<Integer> counts = new ArrayList<>(BY_CHATTER.values());
        counts.sort(Collections.reverseOrder());
        long top = counts.stream()
                .limit(counts.size() / 100)
                .mapToLong(Integer::longValue)
                .sum();

        assertThat((double) top / messages).isCloseTo(0.33, within(0.05));
    }

    @Test
    void channelsFollowABrokenPowerLaw() {
        List<Integer> counts = new ArrayList<>(BY_CHANNEL.values());
        counts.sort(Collections.reverseOrder());

        assertThat(counts).hasSize(60);
        // Rank 1 to 12 falls by 12^-0.6 = 0.225, rank 12 to 60 by 5^-1.6 = 0.076; live hours blur both.
        assertThat((double) counts.get(11) / counts.get(0)).isBetween(0.12, 0.4);
        assertThat((double) counts.get(59) / counts.get(11)).isBetween(0.03, 0.15);
    }

    @Test
    void theEveningIsBusiestAndTheDawnCalm() {
        // 1.65 / 0.35 of the mean at the extremes: 4.7 times.
        assertThat((double) BY_HOUR[20] / BY_HOUR[8]).isBetween(4.0, 5.5);
    }

    @Test
    void fortyThreePercentOfTheTextsOfADayAreDistinct() {
        assertThat((double) TEXTS_OF_A_DAY.size() / messagesOfTheDay).isCloseTo(0.43, within(0.03));
    }

    @Test
    void aboutHalfOfTheMessagesHoldSomethingToScore() {
        assertThat((double) scored / messagesOfTheDay).isBetween(0.45, 0.65);
    }

    @Test
    void messagesAreHeldAndRemovedAtTheStatedRates() {
        // 0.27% and 0.08%; four standard deviations of a count, doubled for the clumps that a few toxic accounts make.
        double held = 0.0027 * messages;
        double removed = 0.0008 * messages;
        assertThat((double) holds).isCloseTo(held, within(8 * Math.sqrt(held)));
        assertThat((double) REMOVAL_SECONDS.size()).isCloseTo(removed, within(8 * Math.sqrt(removed)));
    }

    @Test
    void oneHoldInFiveEndsWithoutAModerator() {
        long expired = STATUS.values().stream()
                .filter(s -> s.equals("expired") || s.equals("invalid"))
                .count();
        assertThat(STATUS.values()).contains("approved", "denied");
        assertThat((double) expired / STATUS.size()).isCloseTo(0.2, within(4 * Math.sqrt(0.16 / STATUS.size())));
    }

    @Test
    void theMedianRemovalTakesSevenSeconds() {
        Collections.sort(REMOVAL_SECONDS);
        int n = REMOVAL_SECONDS.size();
        // Order statistics two standard deviations, sqrt(n) ranks, on either side hold the median with 95%.
        assertThat(REMOVAL_SECONDS.get(n / 2 - (int) Math.sqrt(n))).isLessThan(7);
        assertThat(REMOVAL_SECONDS.get(n / 2 + (int) Math.sqrt(n))).isGreaterThan(7);
        assertThat(REMOVAL_SECONDS.get(n - n / 100)).isGreaterThan(600);
    }

    @Test
    void anItemIsReportedTwoPointTwoTimes() {
        Set<String> items = new HashSet<>();
        long reports = 0;
        for (JsonNode report : REPORTS.values()) {
            String surface = report.get("surface").asText();
            if (surface.equals("chat") || surface.equals("clip")) {
                reports++;
                items.add(report.get("subject_id").asText());
            }
        }
        // 1 + geometric has variance 1.2 * 2.2 = 2.64; the single reports of messages that were gone already take 0.02.
        assertThat((double) reports / items.size()).isCloseTo(2.18, within(4 * Math.sqrt(2.64 / items.size())));
    }

    @Test
    void decisionsAreUpheldAsTheirCategorySays() {
        Map<String, int[]> byCategory = new HashMap<>();
        FIRST_DECISION.forEach((id, decision) -> {
            JsonNode report = REPORTS.get(id);
            int[] counts = byCategory.computeIfAbsent(report.get("category").asText(), c -> new int[2]);
            counts[0]++;
            counts[1] += decision.get("decision").asText().equals("action") ? 1 : 0;
        });
        for (Harm harm : Harm.values()) {
            int[] counts = byCategory.get(harm.id());
            // All reports of an item share its decision: the effective size is n * 2.2 / E[k^2] * 2.2 = n * 2.2 / 7.48.
            double error = Math.sqrt(harm.upheld * (1 - harm.upheld) / (counts[0] * 2.2 / 7.48));
            assertThat((double) counts[1] / counts[0]).as(harm.id()).isCloseTo(harm.upheld, within(4 * error));
        }
    }

    @Test
    void everySeveritySurfaceSourceAndLanguageOccurs() {
        for (String field : List.of("severity", "surface", "source", "language", "subject_type", "category")) {
            Set<String> values = new HashSet<>();
            REPORTS.values().forEach(report -> values.add(report.get(field).asText()));
            assertThat(values)
                    .as(field)
                    .hasSize(
                            switch (field) {
                                case "severity" -> 4;
                                case "source" -> 3;
                                case "language" -> 7;
                                case "category" -> 10;
                                default -> 5;
                            });
        }
    }

    @Test
    void weightedAuditsFindTheErrorRatesThatTheTruthNames() throws IOException {
        JsonNode frames =
                LandingReader.json(dir.resolve("truth/error_rates.json")).get("frames");
        AUDITED.forEach((frame, sums) -> {
            double estimate = sums[1] / sums[0];
            double error = Math.sqrt(sums[2]) / sums[0];
            double truth = frames.get(frame).get("labelled_wrong_share").asDouble();
            assertThat(estimate).as(frame).isCloseTo(truth, within(4 * error));
        });
        assertThat(AUDITED).containsOnlyKeys("actioned", "no_action", "automod_released", "unreported_chat");
    }

    @Test
    void someReportsAreStillOpenAtTheEnd() {
        assertThat((double) FIRST_END.size() / REPORTS.size()).isBetween(0.9, 0.985);
    }

    @Test
    void kaplanMeierOfTheLogsFindsTheTrueQuantiles() throws IOException {
        JsonNode truth = LandingReader.json(dir.resolve("truth/resolution.json"));
        for (Harm harm : Harm.values()) {
            Curves curves = Curves.of(harm.id());
            JsonNode category = truth.get(harm.id());
            for (String quantile : List.of("p50", "p90")) {
                double p = quantile.equals("p50") ? 0.5 : 0.9;
                String field = quantile + "_seconds";
                double margin = 4 * Math.sqrt(p * (1 - p) / curves.size());
                assertThat(curves.anyEnd(category.get("any_end").get(field).asDouble()))
                        .as(harm.id() + " any end " + quantile)
                        .isCloseTo(p, within(margin));
                assertThat(curves.closedAlone(
                                category.get("closed_alone").get(field).asDouble()))
                        .as(harm.id() + " closed alone " + quantile)
                        .isCloseTo(p, within(margin * 1.3));
            }
            double median = category.get("closed").get("p50_seconds").asDouble();
            assertThat(curves.closedShare(median))
                    .as(harm.id())
                    .isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(curves.early())));
        }
    }

    /** Naive Kaplan-Meier over the reports of a category: seconds, and whether it ended, and how. */
    private record Curves(List<double[]> spans, long early) {
        static final int CLOSED = 1;
        static final int OTHER_END = 2;

        static Curves of(String category) {
            List<double[]> spans = new ArrayList<>();
            long[] early = new long[1];
            REPORTS.forEach((id, report) -> {
                if (report.get("category").asText().equals(category)) {
                    Instant created = Instant.parse(report.get("created_at").asText());
                    JsonNode end = FIRST_END.get(id);
                    Instant until =
                            end == null ? END : Instant.parse(end.get("at").asText());
                    int how = end == null ? 0 : end.get("activity").asText().equals("closed") ? CLOSED : OTHER_END;
                    early[0] += created.isBefore(END.minus(Duration.ofDays(4))) ? 1 : 0;
                    spans.add(new double[] {Duration.between(created, until).toMillis() / 1000.0, how});
                }
            });
            spans.sort((a, b) -> Double.compare(a[0], b[0]));
            return new Curves(spans, early[0]);
        }

        int size() {
            return spans.size();
        }

        double anyEnd(double seconds) {
            return ended(seconds, true);
        }

        double closedAlone(double seconds) {
            return ended(seconds, false);
        }

        private double ended(double seconds, boolean anyEnd) {
            double open = 1;
            int atRisk = spans.size();
            for (double[] span : spans) {
                if (span[0] > seconds) {
                    break;
                }
                if (anyEnd ? span[1] > 0 : span[1] == CLOSED) {
                    open *= 1 - 1.0 / atRisk;
                }
                atRisk--;
            }
            return 1 - open;
        }

        /** Aalen-Johansen. */
        double closedShare(double seconds) {
            double open = 1;
            double closed = 0;
            int atRisk = spans.size();
            for (double[] span : spans) {
                if (span[0] > seconds) {
                    break;
                }
                closed += span[1] == CLOSED ? open / atRisk : 0;
                open *= span[1] > 0 ? 1 - 1.0 / atRisk : 1;
                atRisk--;
            }
            return closed;
        }
    }
}
