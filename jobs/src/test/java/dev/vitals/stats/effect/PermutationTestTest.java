package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class PermutationTestTest {
    private static final PermutationTest TEST = PermutationTest.withDefaults();

    private static ArmClusters singles(double... values) {
        return ArmClusters.of(
                values, IntStream.range(0, values.length).mapToLong(i -> 1).toArray());
    }

    private static double pValue(PermutationTest test, ArmClusters control, ArmClusters treatment) {
        return test.unitAverage(control, treatment).pValue().getAsDouble();
    }

    /** The three highest of six are treated: one arrangement of 20, and its mirror image. */
    @Test
    void arrangementsCountedByHand() {
        ArmClusters control = singles(1, 2, 3);
        ArmClusters treatment = singles(4, 6, 9);

        Effect effect = TEST.unitAverage(control, treatment);

        assertThat(effect.pValue()).hasValue(.1);
        assertThat(effect.value().getAsDouble()).isCloseTo(13 / 3.0, within(1e-14));
        assertThat(effect.method()).isEqualTo("permutation_exact");
        assertThat(effect.lower()).isEmpty();
        assertThat(pValue(TEST.with(Alternative.GREATER), control, treatment)).isEqualTo(.05);
        assertThat(pValue(TEST.with(Alternative.LESS), control, treatment)).isEqualTo(1);
        assertThat(pValue(TEST.ofPlainDifference(), control, treatment)).isEqualTo(.1);
    }

    /** Survival of 16 mice in days (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, table 2.1). */
    @Test
    void sevenMiceAgainstNineByBitMasks() {
        double[] treated = {94, 197, 16, 38, 99, 141, 23};
        double[] others = {52, 104, 146, 10, 51, 30, 40, 27, 46};
        double[] all = IntStream.range(0, 16)
                .mapToDouble(i -> i < 7 ? treated[i] : others[i - 7])
                .toArray();
        double total = 1114;
        double observed = 608 / 7.0 - 506 / 9.0;
        int asExtreme = 0;
        int arrangements = 0;
        for (int mask = 0; mask < 1 << 16; mask++) {
            if (Integer.bitCount(mask) == 7) {
                double sum = 0;
                for (int i = 0; i < 16; i++) {
                    sum += (mask >> i & 1) * all[i];
                }
                arrangements++;
                asExtreme += Math.abs(sum / 7 - (total - sum) / 9) >= Math.abs(observed) - 1e-9 ? 1 : 0;
            }
        }

        assertThat(arrangements).isEqualTo(11_440);
        assertThat(pValue(TEST.ofPlainDifference(), singles(others), singles(treated)))
                .isCloseTo((double) asExtreme / arrangements, within(1e-12));
    }

    /** D1 has 70 arrangements; each is judged by the standard error of the test of clusters. */
    @Test
    void unequalChannelsByBruteForce() {
        double[] sums = {90, 18, 168, 42, 30, 96, 14, 45};
        long[] units = {25, 9, 40, 15, 12, 30, 7, 18};
        double observed = Math.abs(ratio(sums, units, 15));
        int asExtreme = 0;
        for (int mask = 0; mask < 256; mask++) {
            asExtreme += Integer.bitCount(mask) == 4 && Math.abs(ratio(sums, units, mask)) >= observed - 1e-9 ? 1 : 0;
        }

        assertThat(pValue(TEST, ClusterTestTest.CONTROL, ClusterTestTest.TREATMENT))
                .isCloseTo(asExtreme / 70.0, within(1e-12));
    }

    private static double ratio(double[] sums, long[] units, int mask) {
        double[] n = new double[2];
        double[] s = new double[2];
        for (int g = 0; g < sums.length; g++) {
            n[mask >> g & 1] += units[g];
            s[mask >> g & 1] += sums[g];
        }
        double variance = 0;
        for (int g = 0; g < sums.length; g++) {
            int arm = mask >> g & 1;
            double residual = (sums[g] - units[g] * s[arm] / n[arm]) / n[arm];
            variance += residual * residual / (1 - units[g] / n[arm]);
        }
        return (s[1] / n[1] - s[0] / n[0]) / Math.sqrt(variance);
    }

    @Test
    void aHypothesisIsTakenAwayFromEachUnit() {
        ArmClusters control = ArmClusters.of(new double[] {10, 40, 33}, new long[] {5, 10, 7});
        ArmClusters treatment = ArmClusters.of(new double[] {22, 9, 31}, new long[] {9, 2, 8});
        ArmClusters higher = ArmClusters.of(new double[] {22 + 18, 9 + 4, 31 + 16}, new long[] {9, 2, 8});

        assertThat(pValue(TEST.withHypothesis(2), control, higher)).isEqualTo(pValue(TEST, control, treatment));
    }

    /** With 60 clusters an arm the sampled p-value is near that of the normal test. */
    @Test
    void manyArrangementsAreSampled() {
        Random random = new Random(1);
        ArmClusters control = singles(random.doubles(60).toArray());
        ArmClusters treatment = singles(random.doubles(60).map(x -> x + .1).toArray());
        SampleMean a = control.clusterMeans();
        SampleMean b = treatment.clusterMeans();
        double z = (b.mean() - a.mean()) / Math.sqrt(a.ofMean() + b.ofMean());
        double expected = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(z));

        Effect effect = TEST.unitAverage(control, treatment);

        assertThat(effect.method()).isEqualTo("permutation_sampled");
        assertThat(effect.pValue().getAsDouble()).isCloseTo(expected, within(.015));
        assertThat(TEST.unitAverage(control, treatment)).isEqualTo(effect);
    }

    @Test
    void aDifferenceBeyondAllOthersIsOneOfThoseLookedAt() {
        ArmClusters low = singles(IntStream.range(0, 20).mapToDouble(i -> i).toArray());
        ArmClusters high =
                singles(IntStream.range(0, 20).mapToDouble(i -> 100 + i).toArray());

        assertThat(pValue(TEST.with(Alternative.GREATER), low, high)).isEqualTo(1.0 / 20_000);
    }

    @Test
    void channelsThatAreAllAlikeSayNothing() {
        ArmClusters alike = ArmClusters.of(new double[] {.3, .6, .9}, new long[] {1, 2, 3});

        assertThat(pValue(TEST, alike, alike)).isEqualTo(1);
        assertThat(pValue(TEST.ofPlainDifference(), alike, alike)).isEqualTo(1);
    }

    /** Only 2 of 6 arrangements part what is alike without a rest. */
    @Test
    void aDifferenceWithoutErrorIsBeyondAllWithOne() {
        assertThat(pValue(TEST, singles(1, 1), singles(2, 2))).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void aSingleClusterNeedsThePlainDifference() {
        assertThatThrownBy(() -> TEST.unitAverage(singles(1, 2, 3), singles(7)))
                .hasMessageContaining("3 and 1 clusters");
        assertThat(pValue(TEST.ofPlainDifference(), singles(1, 2, 3), singles(7)))
                .isEqualTo(.25);
    }
}
