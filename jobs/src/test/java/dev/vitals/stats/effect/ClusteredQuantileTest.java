package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.ClusteredQuantile.Ranks;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusteredQuantileTest {
    /** n p of 100 at 0.5 is 50, and 1.96 sqrt(25) is 9.8. */
    @Test
    void ranksLieTwoErrorsAroundTheQuantile() {
        assertThat(ClusteredQuantile.of(.5).ranks(100)).contains(new Ranks(40, 50, 60));
        assertThat(ClusteredQuantile.of(.99).ranks(100)).isEmpty();
        assertThat(ClusteredQuantile.of(.5).ranks(0)).isEmpty();
    }

    /** Of independent cases, each a cluster of its own, the variance is nearly that of the order statistics: ((U - L) / 2z)^2. */
    @Test
    void independentCasesVaryAsTheirOrderSays() {
        double[] below = new double[1000];
        double[] cases = new double[1000];
        Arrays.fill(cases, 1);
        Arrays.fill(below, 0, 900, 1);

        ClusteredValue arm = ClusteredQuantile.of(.9)
                .arm(90, 100, 110, ArmClusters.of(below, cases))
                .orElseThrow();

        double z = 1.959963984540054;
        assertThat(arm.value()).isEqualTo(100);
        assertThat(arm.variance()).isCloseTo(20 * 20 / (4 * z * z) * 1000 / 999, within(1e-9));
    }

    @Test
    void tiesAndSingleClustersDoNotTell() {
        ArmClusters two = ArmClusters.of(new double[] {9, 9}, new double[] {10, 10});

        assertThat(ClusteredQuantile.of(.9).arm(5, 5, 5, two)).isEmpty();
        assertThat(ClusteredQuantile.of(.9).arm(4, 5, 6, ArmClusters.of(new double[] {9}, new double[] {10})))
                .isEmpty();
        assertThatThrownBy(() -> ClusteredQuantile.of(1)).hasMessageContaining("write 0.9 for p90");
    }

    /** A/A over clusters of unequal size that share a level: the usual independent variance calls 3 times too often. */
    @Test
    void alikeArmsDifferAsOftenAsTheyShould() {
        Random random = new Random(5);
        int called = 0;
        int usual = 0;
        int pairs = 1500;
        for (int pair = 0; pair < pairs; pair++) {
            Arm one = new Arm(random);
            Arm other = new Arm(random);
            called += other.value()
                                    .less(one.value(), Hypothesis.NO_DIFFERENCE, "q")
                                    .pValue()
                                    .orElseThrow()
                            <= .05
                    ? 1
                    : 0;
            usual += Math.abs(other.value().value() - one.value().value())
                            > 1.96 * Math.hypot(one.usual(), other.usual())
                    ? 1
                    : 0;
        }

        assertThat(called / (double) pairs).isBetween(.035, .065);
        assertThat(usual / (double) pairs).isGreaterThan(.12);
    }

    /** Sixty clusters of 5 to 24 cases. */
    private static final class Arm {
        private final double[] sorted;
        private final ClusteredValue value;

        Arm(Random random) {
            double[][] clusters = new double[60][];
            for (int c = 0; c < clusters.length; c++) {
                clusters[c] = new double[5 + random.nextInt(20)];
                double level = .5 * random.nextGaussian();
                for (int i = 0; i < clusters[c].length; i++) {
                    clusters[c][i] = Math.exp(level + random.nextGaussian());
                }
            }
            sorted = Arrays.stream(clusters)
                    .flatMapToDouble(Arrays::stream)
                    .sorted()
                    .toArray();
            ClusteredQuantile median = ClusteredQuantile.of(.5);
            Ranks ranks = median.ranks(sorted.length).orElseThrow();
            double middle = at(ranks.value());
            value = median.arm(
                            at(ranks.lower()),
                            middle,
                            at(ranks.upper()),
                            ArmClusters.of(
                                    Arrays.stream(clusters)
                                            .mapToDouble(cluster -> Arrays.stream(cluster)
                                                    .filter(each -> each <= middle)
                                                    .count())
                                            .toArray(),
                                    Arrays.stream(clusters)
                                            .mapToDouble(cluster -> cluster.length)
                                            .toArray()))
                    .orElseThrow();
        }

        double at(long rank) {
            return sorted[(int) rank - 1];
        }

        ClusteredValue value() {
            return value;
        }

        double usual() {
            Ranks ranks = ClusteredQuantile.of(.5).ranks(sorted.length).orElseThrow();
            return (at(ranks.upper()) - at(ranks.lower())) / 3.92;
        }
    }
}
