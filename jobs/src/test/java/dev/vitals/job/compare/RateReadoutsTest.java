package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.compare.Readout.MetricEffect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over exposure: the verdict and the limits of the lift are of one hypothesis. */
class RateReadoutsTest {
    private static final String FIXED = "{kind: fixed}";
    private static final String PRIMARY = "role: primary, good_when: lower";

    @TempDir
    private Path folder;

    /** Of arms of 50 units whose exposure is 1: a rate and the variance of the units' events. */
    private record Arm(double rate, double variance) {}

    private MetricEffect effect(String design, String metric, Arm control, Arm treatment) throws IOException {
        String summary =
                "  - {variant: %s, metric: %s, n: 50, mean: %s, variance: %s, denominator_mean: 1, denominator_variance: 0, covariance: 0}\n";
        Path file = folder.resolve("spec.yaml");
        Files.writeString(
                file, """
                experiment: e
                hypothesis: h
                owner: o
                unit: user
                correction: none
                design: %s
                variants:
                  - {name: a, weight: 0.5, units: 50, is_control: true}
                  - {name: b, weight: 0.5, units: 50}
                metrics:
                  - {id: r, statistic: rate, %s}
                  - {id: x, statistic: rate, role: primary, good_when: lower}
                summaries:
                """.formatted(design, metric) + both(summary, "a", control) + both(summary, "b", treatment));
        return Readouts.of(ExperimentSpec.read(file)).effects().get(0);
    }

    private static String both(String summary, String variant, Arm arm) {
        return summary.formatted(variant, "r", arm.rate, arm.variance)
                + summary.formatted(variant, "x", arm.rate, arm.variance);
    }

    /**
     * A few units have most events of the treatment. The difference of -0.3 is 2.02 of its errors, sqrt((0.2 + 0.9) / 50);
     * the logarithm of 0.4, -0.916, is 1.34 of its, sqrt(0.2 / 50 / 0.25 + 0.9 / 50 / 0.04) = 0.683: p 0.18 by the normal
     * distribution, and by Student's with some 52 degrees of freedom.
     */
    @Test
    void theVerdictIsThatOfTheLiftsLimits() throws IOException {
        MetricEffect effect = effect(FIXED, PRIMARY, new Arm(.5, .2), new Arm(.2, .9));

        assertThat(effect.difference().upper()).isNegative();
        assertThat(effect.lift().upper()).isPositive();
        assertThat(effect.pValue()).isCloseTo(.186, within(.001));
        assertThat(effect.verdict()).isEqualTo("not_shown");
        assertThat(effect.method()).isEqualTo("quasi_poisson_log");
    }

    @Test
    void whateverTheRatesAndTheDesignTheyAgree() throws IOException {
        Random random = new Random(5);
        for (String design : new String[] {
            FIXED, "{kind: anytime, tuned_for: 100}", "{kind: group_sequential, looks: [0.5, 0.8, 1], look: 2}"
        }) {
            int called = 0;
            for (int i = 0; i < 60; i++) {
                Arm control = new Arm(.3 + random.nextDouble(), .2 + random.nextDouble());
                Arm treatment = new Arm(.2 + random.nextDouble(), .1 + random.nextDouble());
                MetricEffect effect = effect(design, PRIMARY, control, treatment);
                boolean isApart = effect.lift().lower() > 0 || effect.lift().upper() < 0;
                assertThat(effect.pValue() <= .05)
                        .as("%s %s %s %s".formatted(design, control, treatment, effect.lift()))
                        .isEqualTo(isApart);
                called += isApart ? 1 : 0;
            }
            assertThat(called).as(design).isBetween(5, 55);
        }
    }

    /** One-sided at 2.5%, which is the upper limit of 95%; the delta method would put it elsewhere. */
    @Test
    void aMarginIsHeldAgainstTheSameLimits() throws IOException {
        Random random = new Random(6);
        int within = 0;
        for (int i = 0; i < 100; i++) {
            Arm control = new Arm(1 + random.nextDouble(), random.nextDouble());
            Arm treatment = new Arm(.8 + random.nextDouble(), random.nextDouble());
            MetricEffect effect = effect(FIXED, "good_when: lower, role: guardrail, margin: 0.3", control, treatment);
            assertThat(effect.pValue() <= .025).isEqualTo(effect.lift().upper() <= .3);
            within += effect.pValue() <= .025 ? 1 : 0;
        }
        assertThat(within).isBetween(10, 90);
    }

    /** No logarithm has a fall of more than everything. */
    @Test
    void aMarginOfMoreThanEverythingIsOneToo() throws IOException {
        MetricEffect effect =
                effect(FIXED, "good_when: higher, role: guardrail, margin: 1.5", new Arm(1, 1), new Arm(1, 1));
        assertThat(effect.verdict()).isEqualTo("within_margin");
    }

    /** Without an event there is no logarithm: by the difference, as before. */
    @Test
    void withoutEventsInAnArmItIsTheDifference() throws IOException {
        MetricEffect effect = effect(FIXED, PRIMARY, new Arm(.5, .5), new Arm(0, 0));

        assertThat(effect.method()).isEqualTo("welch");
        assertThat(effect.pValue()).isLessThan(.001);
        assertThat(effect.verdict()).isEqualTo("better");
    }
}
