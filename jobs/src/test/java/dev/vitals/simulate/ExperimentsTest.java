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

    @TempDir
    static Path dir;

    private record Exposure(String variant, Instant at, String cluster) {}

    private record Sent(String user, Instant at, boolean isNegative) {}

    private static final List<Sent> SENT = new ArrayList<>();
    private static final Map<String, Exposure> USERS = new HashMap<>();
    private static final Map<String, Exposure> CHANNEL_ARMS = new HashMap<>();
    private static final Map<String, Instant> FIRST_MESSAGE = new HashMap<>();
    private static final Map<String, Long> SINCE_EXPOSURE = new HashMap<>();
    private static final Map<String, long[]> BY_CHANNEL = new HashMap<>();
    private static final Map<String, long[]> MOODS = new HashMap<>();
    private static int repeated;

    @BeforeAll
    static void writeAndReadBack() throws IOException {
        CommunitySpec spec = CommunitySpec.sized(MONDAY, DAYS, CHANNELS, 5000, 50);
        Plants plants = Plants.none().withExperimentDay(4).withPolicyDay(8);
        Community.of(spec.withPlants(plants)).write(dir, Progress.silent());
        LexiconScorer scorer = new LexiconScorer();
        LandingReader.read(dir, line -> {
            switch (line.type()) {
                case "experiment.exposure" -> exposure(line);
                case "chat.message" -> message(line, scorer);
                default -> {}
            }
        });
        SENT.forEach(ExperimentsTest::attribute);
        SENT.clear();
    }

    @AfterAll
    static void forget() {
        List.of(USERS, CHANNEL_ARMS, FIRST_MESSAGE, SINCE_EXPOSURE, BY_CHANNEL, MOODS)
                .forEach(Map::clear);
    }

    private static void exposure(LandingReader.Line line) {
        Exposure exposure = new Exposure(line.text("variant"), line.at(), line.text("cluster_id"));
        Map<String, Exposure> units = switch (line.text("experiment")) {
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
        if (isAfter) {
            boolean isNegative = scorer.score(line.text("text")).sentimentClass() == SentimentClass.NEGATIVE;
            SENT.add(new Sent(line.text("user_id"), line.at(), isNegative));
        }
    }

    private static void attribute(Sent message) {
        FIRST_MESSAGE.merge(message.user(), message.at(), (a, b) -> a.isBefore(b) ? a : b);
        Exposure exposure = USERS.get(message.user());
        if (exposure != null && !message.at().isBefore(exposure.at())) {
            SINCE_EXPOSURE.merge(message.user(), 1L, Long::sum);
            long[] moods = MOODS.computeIfAbsent(exposure.variant(), v -> new long[2]);
            moods[0]++;
            moods[1] += message.isNegative() ? 1 : 0;
        }
    }

    @Test
    void everyChatterIsExposedOnceAtOrBeforeTheFirstMessage() throws IOException {
        assertThat(repeated).isZero();
        Set<String> unexposed = new HashSet<>(FIRST_MESSAGE.keySet());
        unexposed.removeAll(USERS.keySet());
        assertThat(unexposed).as("the bots of channels").hasSizeLessThanOrEqualTo(CHANNELS);
        assertThat(USERS.values()).noneMatch(e -> e.at().isBefore(TESTS) || e.cluster() != null);
        assertThat(FIRST_MESSAGE.entrySet())
                .noneMatch(first -> USERS.containsKey(first.getKey())
                        && first.getValue().isBefore(USERS.get(first.getKey()).at()));
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
        BY_CHANNEL.forEach(
                (channel, counts) -> (CHANNEL_ARMS.get(channel).variant().equals("treatment") ? treated : control)
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

    private static double effect(String id, String metric) throws IOException {
        for (JsonNode effect : test(id).get("effects")) {
            if (effect.get("metric").asText().equals(metric)) {
                return effect.get("lift").asDouble();
            }
        }
        throw new AssertionError("no effect on the " + metric);
    }
}
