package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Cuped;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConfidenceSequenceTest {
    private static final Hypothesis TWO_SIDED = Hypothesis.NO_DIFFERENCE;
    private static final Hypothesis GREATER = TWO_SIDED.with(Alternative.GREATER);
    private static final Hypothesis LESS = TWO_SIDED.with(Alternative.LESS);

    /** V3: GrowthBook, test_tests.py. */
    private static final SampleMean A = SampleMean.ofSums(3000, 1396.87, 52377.9767);

    private static final SampleMean B = SampleMean.ofSums(3461, 2422.7, 134698.29);

    private static final Effect LIFT = WelchTest.withDefaults().lift(A, B);
    private static final Effect DIFFERENCE = WelchTest.withDefaults().difference(A, B);

    /** GrowthBook prints five digits. */
    private static final Offset<Double> FIVE = within(5e-6);

    private static final Offset<Double> ALL = within(5e-16);

    private static Effect judge(long shortestAt, Hypothesis hypothesis, Effect fixed, long units) {
        return ConfidenceSequence.tunedFor(shortestAt)
                .judge(
                        hypothesis,
                        fixed.value().getAsDouble(),
                        fixed.standardError().getAsDouble(),
                        units,
                        "sequential");
    }

    /** V3a: GrowthBook, test_tests.py, TestSequentialTTest. */
    @Test
    void theLiftOfGrowthBook() {
        Effect effect = judge(1000, TWO_SIDED, LIFT, 6461);

        assertThat(effect.value().getAsDouble()).isCloseTo(.50336, FIVE);
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.33341, FIVE);
        assertThat(effect.lower().getAsDouble()).isCloseTo(-.55844, FIVE);
        assertThat(effect.upper().getAsDouble()).isCloseTo(1.56516, FIVE);
        assertThat(effect.pValue()).hasValue(1);
        assertThat(effect.method()).isEqualTo("sequential");
    }

    /** V3c: GrowthBook, test_tests.py, one-sided; its p-value comes from 100 bisections and ends .46316. */
    @Test
    void oneLimitOfGrowthBook() {
        Effect greater = judge(5000, GREATER, DIFFERENCE, 6461);
        assertThat(greater.lower().getAsDouble()).isCloseTo(-.12656844172804982, ALL);
        assertThat(greater.upper()).isEmpty();
        assertThat(greater.pValue().getAsDouble()).isCloseTo(.46304735779462625, ALL);
        assertThat(judge(5000, GREATER, LIFT, 6461).lower().getAsDouble()).isCloseTo(-.42356454602790883, ALL);

        Effect less = judge(5000, LESS, DIFFERENCE, 6461);
        assertThat(less.upper().getAsDouble()).isCloseTo(.5953217750613832, ALL);
        assertThat(less.lower()).isEmpty();
        assertThat(less.pValue()).as("the difference is on the other side").hasValue(1);
        assertThat(judge(5000, LESS, LIFT, 6461).upper().getAsDouble()).isCloseTo(1.4302867177403806, ALL);
    }

    /** V3d: GrowthBook, test_tests.py, sequential proportions. */
    @Test
    void sharesOfGrowthBook() {
        Effect fixed = WelchTest.withDefaults().lift(SampleMean.ofShare(1396, 3000), SampleMean.ofShare(2422, 3461));
        Effect effect = judge(5000, TWO_SIDED, fixed, 6461);

        assertThat(effect.value().getAsDouble()).isCloseTo(.50386, FIVE);
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.03386, FIVE);
        assertThat(effect.lower().getAsDouble()).isCloseTo(.40098, FIVE);
        assertThat(effect.upper().getAsDouble()).isCloseTo(.60675, FIVE);
    }

    /** V3e: GrowthBook, test_tests.py, sequential with a pre-period, whose cross products are 1 in each arm. */
    @Test
    void theAdjustedLiftOfGrowthBook() {
        CoMoments a = CoMoments.ofSums(3000, new double[] {1396.87, 16.87}, 52377.9767, 1, 527.9767);
        CoMoments b = CoMoments.ofSums(3461, new double[] {2422.7, 22.7}, 134698.29, 1, 1348.29);
        Effect effect = judge(5000, TWO_SIDED, Cuped.ofMeans(a, b).lift(TWO_SIDED), 6461);

        assertThat(effect.value().getAsDouble()).isCloseTo(.50338, FIVE);
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.33341, FIVE);
        assertThat(effect.lower().getAsDouble()).isCloseTo(-.50969, FIVE);
        assertThat(effect.upper().getAsDouble()).isCloseTo(1.51646, FIVE);
    }

    /** V5: GrowthBook, test_gbstats.py. */
    @Test
    void meansOfAHundredUnits() {
        Effect fixed =
                WelchTest.withDefaults().lift(SampleMean.ofSums(100, 270, 848.79), SampleMean.ofSums(120, 300, 869));
        Effect effect = judge(600, TWO_SIDED, fixed, 220);

        assertThat(effect.pValue().getAsDouble()).isCloseTo(.892332229, within(5e-10));
        assertThat(effect.lower().getAsDouble()).isCloseTo(-.233322085, within(5e-10));
    }

    /**
     * FORMULAS 2.18: sqrt((n + r) / n ln((n + r) / (r alpha^2))) with r = N / (-2 ln alpha + ln(1 - 2 ln alpha)); at its
     * lowest Q1 of confseq, 30.35209 / 10.
     */
    @Test
    void oneBoundaryWithThreeNames() {
        requireCritical(5000, 3.363888, 3.035209, 3.061477, 3.241723, 3.336858);
        requireCritical(10_000, 3.855055, 3.083569, 3.035209, 3.153030, 3.241723);
    }

    private static void requireCritical(long shortestAt, double... expected) {
        long[] units = {1000, 5000, 10_000, 50_000, 100_000};
        for (int i = 0; i < units.length; i++) {
            assertThat(ConfidenceSequence.tunedFor(shortestAt).criticalValue(TWO_SIDED, units[i]))
                    .isCloseTo(expected[i], within(5e-7));
        }
    }

    /** At 5,000 units rho^2 is .00164239 instead of .00158723 (drconfseq). */
    @Test
    void theExactOptimumIsWhereTheIntervalIsShortest() {
        ConfidenceSequence exact = ConfidenceSequence.tunedFor(5000).atExactOptimum();
        double x = 100 * .00164239;
        assertThat(exact.criticalValue(TWO_SIDED, 100))
                .isCloseTo(Math.sqrt((1 + 1 / x) * Math.log((x + 1) / .0025)), within(2e-5));
        double there = exact.criticalValue(TWO_SIDED, 5000);
        assertThat(exact.criticalValue(TWO_SIDED, 4990)).isGreaterThan(there);
        assertThat(exact.criticalValue(TWO_SIDED, 5010)).isGreaterThan(there);
        ConfidenceSequence near = ConfidenceSequence.tunedFor(5000);
        assertThat(near.criticalValue(TWO_SIDED, 5100)).isLessThan(near.criticalValue(TWO_SIDED, 5000));
        assertThat(exact.shortestAt()).isEqualTo(5000);
    }

    /** A difference whose limit is the margin itself has a p-value of alpha. */
    @Test
    void limitsAndPValuesSayTheSame() {
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(800);
        for (Alternative alternative : Alternative.values()) {
            Hypothesis hypothesis = new Hypothesis(.9, alternative, -2);
            double half = 3 * sequence.criticalValue(hypothesis, 321);
            double difference = alternative == Alternative.LESS ? -2 - half : -2 + half;
            Effect effect = sequence.judge(hypothesis, difference, 3, 321, "sequential");
            assertThat(effect.pValue().getAsDouble()).isCloseTo(.1, within(1e-12));
            double limit = alternative == Alternative.LESS
                    ? effect.upper().getAsDouble()
                    : effect.lower().getAsDouble();
            assertThat(limit).isCloseTo(-2, within(1e-12));
        }
    }

    @Test
    void lookingAtEveryUnitFindsNoEffectMoreOftenThanAlpha() {
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(500);
        for (Hypothesis hypothesis : new Hypothesis[] {TWO_SIDED, GREATER, LESS}) {
            double share = Looking.shareEverSmall(
                    500,
                    2000,
                    (sum, n) -> sequence.judge(hypothesis, sum / n, 1 / Math.sqrt(n), n, "sequential")
                            .pValue()
                            .getAsDouble());
            assertThat(share).isLessThan(.05 + Looking.slack(500)).isGreaterThan(.005);
        }
    }

    @Test
    void whatDoesNotVaryHasNoInterval() {
        Effect effect = ConfidenceSequence.tunedFor(10).judge(TWO_SIDED, 1, 0, 10, "sequential");

        assertThat(effect.value()).hasValue(1);
        assertThat(effect.lower()).isEmpty();
        assertThat(effect.standardError()).isEmpty();
        assertThat(effect.pValue()).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        ConfidenceSequence sequence = ConfidenceSequence.tunedFor(10);
        assertThatThrownBy(() -> ConfidenceSequence.tunedFor(0)).hasMessageContaining("tuned for 0 units");
        assertThatThrownBy(() -> sequence.judge(TWO_SIDED, 1, 1, 0, "sequential"))
                .hasMessageContaining("1 or more are needed");
        assertThatThrownBy(() -> sequence.judge(TWO_SIDED, 1, -1, 5, "sequential"))
                .hasMessageContaining("standard error of -1.0");
        assertThatThrownBy(() -> sequence.judge(TWO_SIDED, Double.NaN, 1, 5, "sequential"))
                .hasMessageContaining("difference of NaN");
        assertThatThrownBy(() -> sequence.criticalValue(GREATER.withConfidence(.5), 5))
                .hasMessageContaining("above 0.5, not 0.5");
    }
}
