package dev.vitals.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Error rates change on the day of the stricter policy as the truth says. */
class StrictPolicyTest {
    private static final Instant POLICY = Instant.parse("2026-01-11T00:00:00Z");

    @TempDir
    static Path dir;

    private static final Map<String, String> ITEMS = new HashMap<>();
    private static final Map<String, JsonNode> DECIDED = new HashMap<>();

    @BeforeAll
    static void writeAndReadBack() throws IOException {
        CommunitySpec spec = CommunitySpec.sized(LocalDate.of(2026, 1, 5), 12, 40, 500, 1500);
        Community.of(spec.withPlants(Plants.none().withPolicyDay(6))).write(dir, Progress.silent());
        LandingReader.read(dir, line -> {
            switch (line.type()) {
                case "report.created" -> ITEMS.put(line.text("report_id"), item(line));
                case "report.activity" -> decision(line);
                default -> {}
            }
        });
    }

    @AfterAll
    static void forget() {
        ITEMS.clear();
        DECIDED.clear();
    }

    /** A user or stream may be reported for several things, on several days. */
    private static String item(LandingReader.Line line) {
        return line.text("subject_id") + " " + line.text("category") + " "
                + line.text("created_at").substring(0, 10);
    }

    /** First decision on each report; the reports of an item share it. */
    private static void decision(LandingReader.Line line) {
        if (line.text("activity").equals("decided")) {
            DECIDED.merge(line.text("report_id"), line.event(), StrictPolicyTest::earlier);
        }
    }

    private static JsonNode earlier(JsonNode a, JsonNode b) {
        return a.get("at").asText().compareTo(b.get("at").asText()) <= 0 ? a : b;
    }

    @Test
    void moderatorsActMoreOftenSinceTheStricterPolicy() throws IOException {
        Map<String, JsonNode> items = new HashMap<>();
        DECIDED.forEach((report, decision) -> items.merge(ITEMS.get(report), decision, StrictPolicyTest::earlier));
        long[][] counts = new long[2][2];
        assertThat(items).hasSizeGreaterThan(6000);
        items.values().forEach(decision -> {
            boolean isBefore = Instant.parse(decision.get("at").asText()).isBefore(POLICY);
            long[] side = counts[isBefore ? 0 : 1];
            side[0]++;
            side[1] += decision.get("decision").asText().equals("action") ? 1 : 0;
        });
        JsonNode truth = effect("share of actions among decisions");
        for (int side = 0; side < 2; side++) {
            double share = (double) counts[side][1] / counts[side][0];
            double planted = truth.get(side == 0 ? "before" : "after").asDouble();
            assertThat(share).isCloseTo(planted, within(4 * Math.sqrt(planted * (1 - planted) / counts[side][0])));
        }
        double low = (double) counts[0][1] / counts[0][0];
        double high = (double) counts[1][1] / counts[1][0];
        double error = Math.sqrt(low * (1 - low) / counts[0][0] + high * (1 - high) / counts[1][0]);
        double planted = truth.get("after").asDouble() - truth.get("before").asDouble();
        assertThat(high - low).isCloseTo(planted, within(4 * error));
        assertThat(high).isGreaterThan(low + error);
    }

    @Test
    void falsePositivesDoubleAndFalseNegativesHalve() throws IOException {
        JsonNode decisions = truth().get("decisions");
        for (String when : List.of("before", "after")) {
            JsonNode side = decisions.get(when);
            double wrong = side.get("false_positives").asDouble();
            double missed = side.get("false_negatives").asDouble();
            double violating = side.get("actions").asDouble() - wrong + missed;
            double harmless = side.get("decisions").asDouble() - violating;
            near(wrong, harmless, planted("share of harmless items that are acted on", when));
            near(missed, violating, planted("share of violating items that are left alone", when));
        }
        assertThat(effect("share of false positives among decisions")
                        .get("lift")
                        .asDouble())
                .isCloseTo(1, within(1e-9));
        assertThat(effect("share of false negatives among decisions")
                        .get("lift")
                        .asDouble())
                .isCloseTo(-0.5, within(1e-9));
        assertThat(decisions.at("/after/by_the_old_rules").asDouble()
                        / decisions.at("/after/decisions").asDouble())
                .isLessThan(0.02);
        // By hand: upheld times wrong of these, summed over the ten categories by their shares.
        assertThat(planted("share of false positives among decisions", "before"))
                .isCloseTo(0.017206, within(1e-9));
        assertThat(planted("share of false negatives among decisions", "after")).isCloseTo(0.0160115, within(1e-9));
    }

    private static void near(double count, double of, double share) {
        assertThat(count / of).isCloseTo(share, within(4 * Math.sqrt(share * (1 - share) / of)));
    }

    private static JsonNode truth() throws IOException {
        JsonNode tests = LandingReader.json(dir.resolve("truth/experiments.json"));
        assertThat(tests).hasSize(1);
        return tests.get(0);
    }

    private static JsonNode effect(String metric) throws IOException {
        for (JsonNode effect : truth().get("effects")) {
            if (effect.get("metric").asText().equals(metric)) {
                return effect;
            }
        }
        throw new AssertionError("no effect on the " + metric);
    }

    private static double planted(String metric, String when) throws IOException {
        return effect(metric).get(when).asDouble();
    }
}
