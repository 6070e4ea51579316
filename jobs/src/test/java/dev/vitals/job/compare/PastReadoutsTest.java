package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What units were like before the test, where clusters or strata are compared, from summaries. */
class PastReadoutsTest {
    private static final double[][] CONTROL = {{5, 2}, {7, 4}, {6, 3}, {9, 6}, {8, 4}, {4, 2}};
    private static final double[][] TREATMENT = {{7, 3}, {8, 3}, {6, 2}, {11, 6}, {9, 5}, {10, 4}};

    @TempDir
    private Path folder;

    private Readout.MetricEffect effect(String statistic, StringBuilder summaries) throws IOException {
        return Readouts.of(ExperimentSpec.read(
                        Files.writeString(folder.resolve("e.yaml"), """
                        experiment: e
                        hypothesis: It helps.
                        owner: team
                        unit: channel
                        variants:
                          - {name: a, weight: 0.5, is_control: true, units: 6000}
                          - {name: b, weight: 0.5, units: 6000}
                        metrics:
                          - {id: m, role: primary, statistic: %s, good_when: higher}
                        summaries:
                        %s""".formatted(statistic, summaries))))
                .effects()
                .get(0);
    }

    /** Ten users a channel: the analysis of covariance of the means, by statsmodels (see ClusterCupedTest). */
    @Test
    void pastOfChannelsIsTakenOutOfTheirMeans() throws IOException {
        StringBuilder summaries = new StringBuilder();
        channels(summaries, "a", "", CONTROL);
        channels(summaries, "b", "", TREATMENT);

        Readout.MetricEffect effect = effect("mean", summaries);

        assertThat(effect.difference().value()).isCloseTo(1.6119403, within(1e-7));
        assertThat(effect.difference().standardError()).isCloseTo(.42172311, within(1e-8));
        assertThat(effect.past().imbalancePValue()).isCloseTo(.7073422, within(1e-7));
        assertThat(effect.past().varianceRatio()).isBetween(.1, .5);
        assertThat(effect.clusters().permutationPValue()).isLessThan(.05);
        assertThat(effect.verdict()).isEqualTo("better");
    }

    /** The same with the users as denominators. */
    @Test
    void pastOfChannelsIsTakenOutOfRatios() throws IOException {
        StringBuilder summaries = new StringBuilder();
        channels(summaries, "a", ", denominator_sum: 10", CONTROL);
        channels(summaries, "b", ", denominator_sum: 10", TREATMENT);

        Readout.MetricEffect effect = effect("ratio", summaries);

        assertThat(effect.difference().value()).isCloseTo(1.6119403, within(1e-7));
        assertThat(effect.difference().standardError()).isCloseTo(.42172311, within(1e-8));
    }

    private static void channels(StringBuilder summaries, String variant, String denominator, double[]... channels) {
        for (int g = 0; g < channels.length; g++) {
            summaries.append("  - {variant: %s, metric: m, cluster: %s%d, n: 10, sum: %s%s, covariate: {sum: %s%s}}%n"
                    .formatted(
                            variant, variant, g, 10 * channels[g][0], denominator, 10 * channels[g][1], denominator));
        }
    }

    /** Half of what a unit varies is its past, a correlation of the root of one half, and the arms had the same. */
    @Test
    void pastWithinStrataIsTold() throws IOException {
        StringBuilder summaries = new StringBuilder();
        for (String variant : new String[] {"a", "b"}) {
            for (int stratum = 1; stratum <= 2; stratum++) {
                summaries.append(("  - {variant: %s, metric: m, stratum: s%d, n: 1000, mean: %d, variance: 2,"
                                + " covariate: {mean: %d, variance: 1, covariance: 1}}%n")
                        .formatted(variant, stratum, 10 * stratum, stratum));
            }
        }

        Readout.Past past = effect("mean", summaries).past();

        assertThat(past.varianceRatio()).isCloseTo(.5, within(.01));
        assertThat(past.correlation()).isCloseTo(Math.sqrt(.5), within(.01));
        assertThat(past.imbalancePValue()).isCloseTo(1, within(1e-9));
    }
}
