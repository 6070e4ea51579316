package dev.vitals.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.sentiment.LexiconScorer;
import dev.vitals.sentiment.SentimentClass;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The effects that the truth names are found in the logs by plain counting. */
class ExperimentsTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final int DAYS = 16;
    private static final int CHANNELS = 40;
    private static final Instant TESTS = Instant.parse("2026-01-09T00:00:00Z");
    private static final Instant POLICY = Instant.parse("2026-01-13T00:00:00Z");

    @TempDir
    static Path dir;

    private record Exposure(String variant, Instant at, String cluster) {}

    private static final Map<String, Exposure> USERS = new HashMap<>();
    private static final Map<String, Exposure> CHANNEL_ARMS = new HashMap<>();
    private static final Map<String, Instant> FIRST_MESSAGE = new HashMap<>();
    private static final Map<String, Long> SINCE_EXPOSURE = new HashMap<>();
    private static final Map<String, long[]> BY_CHANNEL = new HashMap<>();
    private static final Map<String, long[]> MOODS = new HashMap<>();
    private static final Map<String, String> SUBJECTS = new HashMap<>();
    private static final Map<String, JsonNode> DECIDED = new HashMap<>();
    private static int repeated;

    @BeforeAll
    static void writeAndReadBack() throws IOException {
        CommunitySpec spec = CommunitySpec.sized(MONDAY, DAYS, CHANNELS, 7000, 1000);
        Plants plants = Plants.none().withExperimentDay(4).withPolicyDay(8);
        Community.of(spec.withPlants(plants)).write(dir, Progress.silent());
        LandingReader.read(dir, ExperimentsTest::exposure);
        LexiconScorer scorer = new LexiconScorer();
        LandingReader.read(dir, line -> {
            switch (line.type()) {
                case "chat.message" -> message(line, scorer);
                case "report.created" -> SUBJECTS.put(line.text("report_id"), line.text("subject_id"));
                default -> {}
            }
        });
        LandingReader.read(dir, ExperimentsTest::decision);
    }

    @AfterAll
    static void forget() {
        List.of(USERS, CHANNEL_ARMS, FIRST_MESSAGE, SINCE_EXPOSURE, BY_CHANNEL, MOODS, SUBJECTS, DECIDED)
                .forEach(Map::clear);
    }

    private static void exposure(LandingReader.Line line) {
        if (!line.type().equals("experiment.exposure")) {
            return;
        }
        Exposure exposure = new Exposure(line.text("variant"), line.at(), line.text("cluster_id"));
        Map<String, Exposure> units =
                switch (line.text("experiment")) {
                    case "hold_banner" -> USERS;
                    case "clip_rollout" -> CHANNEL_ARMS;
                    default -> new HashMap<>();
                };
        repeated += units.put(line.text("unit_id"), exposure) == null ? 0 : 1;
    }

    private static void message(LandingReader.Line line, LexiconScorer scorer) {
        if (line.text("source_channel_id") != null) {
            return;
        }
        boolean isAfter = !line.at().isBefore(TESTS);
        BY_CHANNEL.computeIfAbsent(line.text("channel_id"), c -> new long[2])[isAfter ? 1 : 0]++;
        String user = line.text("user_id");
        if (isAfter) {
            FIRST_MESSAGE.merge(user, line.at(), (a, b) -> a.isBefore(b) ? a : b);
        }
        Exposure exposure = USERS.get(user);
        if (exposure != null && !line.at().isBefore(exposure.at())) {
            SINCE_EXPOSURE.merge(user, 1L, Long::sum);
            long[] moods = MOODS.computeIfAbsent(exposure.variant(), v -> new long[2]);
            moods[0]++;
            boolean isNegative = scorer.score(line.text("text")).sentimentClass() == SentimentClass.NEGATIVE;
            moods[1] += isNegative ? 1 : 0;
        }
    }

    /** First decision of each item that is not chat of a removed message. */
    private static void decision(LandingReader.Line line) {
        if (line.type().equals("report.activity") && line.text("activity").equals("decided")) {
            String subject = SUBJECTS.get(line.text("report_id"));
            DECIDED.merge(
                    subject == null ? line.text("report_id") : subject,
                    line.event(),
                    (a, b) -> a.get("at").asText().compareTo(b.get("at").asText()) <= 0 ? a : b);
        }
    }

    @Test
    void everyChatterIsExposedOnceAtOrBeforeTheFirstMessage() throws IOException {
        assertThat(repeated).isZero();
        Set<String> unexposed = new HashSet<>(FIRST_MESSAGE.keySet());
        unexposed.removeAll(USERS.keySet());
        assertThat(unexposed).as("the bots of channels").hasSizeLessThanOrEqualTo(CHANNELS);
        USERS.forEach((user, exposure) -> {
            assertThat(exposure.at()).isAfterOrEqualTo(TESTS);
            Instant first = FIRST_MESSAGE.getOrDefault(user, Instant.MAX);
            assertThat(first).isAfterOrEqualTo(exposure.at());
            assertThat(exposure.cluster()).isNull();
        });
        JsonNode exposed = test("hold_banner").get("exposed");
        assertThat(count("banner")).isEqualTo(exposed.get("banner").asLong());
        assertThat(count("control")).isEqualTo(exposed.get("control").asLong());
    }

    @Test
    void halfOfTheChattersSeeTheBanner() {
        double n = USERS.size();
        assertThat(n).isGreaterThan(5000);
        assertThat(count("banner") / n).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / n)));
    }

    @Test
    void theLiftOfMessagesIsFoundWithinItsError() throws IOException {
        SummaryStatistics control = new SummaryStatistics();
        SummaryStatistics banner = new SummaryStatistics();
        USERS.forEach((user, exposure) -> (exposure.variant().equals("banner") ? banner : control)
                .addValue(SINCE_EXPOSURE.getOrDefault(user, 0L)));

        double ratio = banner.getMean() / control.getMean();
        double truth = effect("hold_banner", "messages of an exposed account since its exposure");
        assertThat(truth).isEqualTo(-0.08);
        assertThat(ratio - 1).isCloseTo(truth, within(4 * ratio * Math.hypot(error(banner), error(control))));
    }

    /** Of what those who see the banner write; AutoMod keeps a quarter of a percent of the rest, which is in the margin. */
    @Test
    void eightPercentOfTheMessagesAreNotSent() throws IOException {
        double unsent = test("hold_banner").get("messages_not_sent").asDouble();
        double written = MOODS.get("banner")[0] + unsent;
        assertThat(unsent / written).isCloseTo(0.08, within(4 * Math.sqrt(0.08 * 0.92 / written) + 0.0025 * 0.08));
    }

    @Test
    void theShareOfNegativeMessagesIsTheSame() throws IOException {
        assertThat(effect("hold_banner", "share of negative messages among the messages since exposure"))
                .isZero();
        double[] share = new double[2];
        double variance = 0;
        for (int arm = 0; arm < 2; arm++) {
            long[] moods = MOODS.get(arm == 0 ? "control" : "banner");
            share[arm] = (double) moods[1] / moods[0];
            variance += share[arm] * (1 - share[arm]) / moods[0];
        }
        assertThat(share[0]).isBetween(0.05, 0.3);
        assertThat(share[1] - share[0]).isCloseTo(0, within(4 * Math.sqrt(variance)));
    }

    @Test
    void eachChannelIsItsOwnClusterAndHalfOfThemAreTreated() throws IOException {
        assertThat(CHANNEL_ARMS.keySet()).isEqualTo(BY_CHANNEL.keySet()).hasSize(CHANNELS);
        CHANNEL_ARMS.forEach((channel, exposure) -> {
            assertThat(exposure.cluster()).isEqualTo(channel);
            assertThat(exposure.at()).isEqualTo(TESTS);
        });
        JsonNode exposed = test("clip_rollout").get("exposed");
        assertThat(exposed.get("control").asInt()).isEqualTo(CHANNELS / 2);
        assertThat(exposed.get("treatment").asInt()).isEqualTo(CHANNELS / 2);
    }

    @Test
    void theRollOutChangesNothing() {
        SummaryStatistics control = new SummaryStatistics();
        SummaryStatistics treated = new SummaryStatistics();
        BY_CHANNEL.forEach((channel, counts) -> (
                        CHANNEL_ARMS.get(channel).variant().equals("treatment") ? treated : control)
                .addValue(Math.log((double) counts[1] / counts[0])));

        double error = Math.sqrt(treated.getVariance() / treated.getN() + control.getVariance() / control.getN());
        assertThat(treated.getMean() - control.getMean()).isCloseTo(0, within(4 * error));
        assertThat(error).isLessThan(0.15);
    }

    /** Sizes fall from channel to channel, so that differences within pairs add up to less than the largest. */
    @Test
    void bothArmsOfTheRollOutAreAboutAsLarge() {
        for (long seed = 1; seed <= 200; seed++) {
            ChannelModel channels = new ChannelModel(seed, 60);
            double treated = 0;
            int first = 0;
            for (int c = 0; c < 60; c++) {
                boolean isTreated = ExperimentFlow.isTreatedChannel(seed, c);
                assertThat(isTreated).isNotEqualTo(ExperimentFlow.isTreatedChannel(seed, c ^ 1));
                treated += isTreated ? channels.share(c) : 0;
                first += isTreated && c % 2 == 0 ? 1 : 0;
            }
            assertThat(treated).isCloseTo(0.5, within(channels.share(0) / 2));
            // Thirty coins: five standard deviations.
            assertThat(first).isBetween(2, 28);
        }
    }

    @Test
    void moderatorsActMoreOftenSinceTheStricterPolicy() throws IOException {
        long[][] counts = new long[2][2];
        DECIDED.values().forEach(decision -> {
            boolean isBefore = Instant.parse(decision.get("at").asText()).isBefore(POLICY);
            long[] side = counts[isBefore ? 0 : 1];
            side[0]++;
            side[1] += decision.get("decision").asText().equals("action") ? 1 : 0;
        });
        JsonNode truth = effectOf("strict_policy", "share of actions among decisions");
        for (int side = 0; side < 2; side++) {
            double share = (double) counts[side][1] / counts[side][0];
            double planted = truth.get(side == 0 ? "before" : "after").asDouble();
            assertThat(share).isCloseTo(planted, within(4 * Math.sqrt(planted * (1 - planted) / counts[side][0])));
        }
        double low = (double) counts[0][1] / counts[0][0];
        double high = (double) counts[1][1] / counts[1][0];
        double error = Math.sqrt(low * (1 - low) / counts[0][0] + high * (1 - high) / counts[1][0]);
        assertThat((high - low) / error).isGreaterThan(2);
    }

    @Test
    void falsePositivesDoubleAndFalseNegativesHalve() throws IOException {
        JsonNode decisions = test("strict_policy").get("decisions");
        for (String when : List.of("before", "after")) {
            JsonNode side = decisions.get(when);
            double wrong = side.get("false_positives").asDouble();
            double missed = side.get("false_negatives").asDouble();
            double violating = side.get("actions").asDouble() - wrong + missed;
            double harmless = side.get("decisions").asDouble() - violating;
            near(wrong, harmless, planted("share of harmless items that are acted on", when));
            near(missed, violating, planted("share of violating items that are left alone", when));
        }
        assertThat(effect("strict_policy", "share of false positives among decisions"))
                .isCloseTo(1, within(1e-9));
        assertThat(effect("strict_policy", "share of false negatives among decisions"))
                .isCloseTo(-0.5, within(1e-9));
        assertThat(decisions.at("/after/by_the_old_rules").asDouble()
                        / decisions.at("/after/decisions").asDouble())
                .isLessThan(0.02);
        // By hand: upheld times wrong of these, summed over the ten categories by their shares.
        assertThat(planted("share of false positives among decisions", "before"))
                .isCloseTo(0.017206, within(1e-9));
        assertThat(planted("share of false negatives among decisions", "after")).isCloseTo(0.0160115, within(1e-9));
    }

    @Test
    void theTruthNamesThreeTestsWithUnitStartAndVariants() throws IOException {
        List<String> lines = new ArrayList<>();
        for (JsonNode test : truth()) {
            lines.add(test.get("id").asText() + " " + test.get("unit").asText() + " "
                    + test.get("start_day").asInt() + " "
                    + test.get("start_date").asText() + " "
                    + test.get("variants"));
        }
        assertThat(lines)
                .containsExactly(
                        "hold_banner user 4 2026-01-09 [\"control\",\"banner\"]",
                        "clip_rollout channel 4 2026-01-09 [\"control\",\"treatment\"]",
                        "strict_policy platform 8 2026-01-13 [\"before\",\"after\"]");
        for (JsonNode effect : test("clip_rollout").get("effects")) {
            assertThat(effect.get("lift").asDouble()).isZero();
        }
    }

    private static void near(double count, double of, double share) {
        assertThat(count / of).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / of)));
    }

    private static long count(String variant) {
        return USERS.values().stream().filter(e -> e.variant().equals(variant)).count();
    }

    /** Relative to the mean. */
    private static double error(SummaryStatistics arm) {
        return Math.sqrt(arm.getVariance() / arm.getN()) / arm.getMean();
    }

    private static JsonNode truth() throws IOException {
        return LandingReader.json(dir.resolve("truth/experiments.json"));
    }

    private static JsonNode test(String id) throws IOException {
        for (JsonNode test : truth()) {
            if (test.get("id").asText().equals(id)) {
                return test;
            }
        }
        throw new AssertionError("no test " + id);
    }

    private static JsonNode effectOf(String id, String metric) throws IOException {
        for (JsonNode effect : test(id).get("effects")) {
            if (effect.get("metric").asText().equals(metric)) {
                return effect;
            }
        }
        throw new AssertionError("no effect on the " + metric);
    }

    private static double effect(String id, String metric) throws IOException {
        return effectOf(id, metric).get("lift").asDouble();
    }

    private static double planted(String metric, String when) throws IOException {
        return effectOf("strict_policy", metric).get(when).asDouble();
    }
}
