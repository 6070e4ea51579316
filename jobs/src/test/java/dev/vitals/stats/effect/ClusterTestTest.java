package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterTestTest {
    /** D1, own: eight channels. */
    static final ArmClusters CONTROL = ArmClusters.of(new double[] {30, 96, 14, 45}, new long[] {12, 30, 7, 18});

    static final ArmClusters TREATMENT = ArmClusters.of(new double[] {90, 18, 168, 42}, new long[] {25, 9, 40, 15});

    private static final ClusterTest TEST = ClusterTest.withDefaults();
    private static final ClusterTest BELL_MCCAFFREY = TEST.with(ClusterFreedom.BELL_MCCAFFREY);

    /** D1, own: by matrices. */
    @Test
    void eightChannelsWorkedOutByMatrices() {
        assertThat(CONTROL.unitAverage()).isCloseTo(2.7611940298507465, within(1e-14));
        assertThat(TREATMENT.unitAverage()).isCloseTo(3.5730337078651684, within(1e-14));
        Effect effect = BELL_MCCAFFREY.unitAverage(CONTROL, TREATMENT);
        assertThat(effect.value().getAsDouble()).isCloseTo(.8118396780144219, within(1e-14));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.5284232188749838, within(1e-13));
        assertThat(effect.degreesOfFreedom()).isCloseTo(4.469694214565026, within(1e-12));
        assertThat(effect.pValue().getAsDouble()).isCloseTo(.19184643871379706, within(1e-12));
        assertThat(effect.method()).isEqualTo("cluster_cr2");
        requireError(ClusterError.CR0, .41686760933475653);
        requireError(ClusterError.CR1, .44709479493933413);
        assertThat(pValue(ClusterFreedom.CLUSTERS)).isCloseTo(.17536301846792995, within(1e-12));
        assertThat(pValue(ClusterFreedom.NORMAL)).isCloseTo(.12445410941078196, within(1e-12));
    }

    private static void requireError(ClusterError error, double expected) {
        assertThat(TEST.with(error)
                        .unitAverage(CONTROL, TREATMENT)
                        .standardError()
                        .getAsDouble())
                .isCloseTo(expected, within(1e-13));
    }

    private static double pValue(ClusterFreedom freedom) {
        return TEST.with(freedom).unitAverage(CONTROL, TREATMENT).pValue().getAsDouble();
    }

    /**
     * D1, own: the delta method for a ratio of clusters' sums is CR0 times G / (G - 1) in each arm, of four clusters here.
     */
    @Test
    void theDeltaMethodIsCr0OfEachArm() {
        double cr0 = TEST.with(ClusterError.CR0)
                .unitAverage(CONTROL, TREATMENT)
                .standardError()
                .getAsDouble();

        assertThat(cr0 * Math.sqrt(4 / 3.0)).isCloseTo(.48135725293171483, within(1e-13));
    }

    /** (I - H_gg)^(-1/2) for each cluster, and Satterthwaite's degrees of freedom, written out over rows of units. */
    @Test
    void closedFormsAreTheMatrixDefinition() {
        Random random = new Random(11);
        for (int round = 0; round < 30; round++) {
            Rows rows = Rows.random(random, 2 + random.nextInt(4), 2 + random.nextInt(4));
            Effect effect = BELL_MCCAFFREY.unitAverage(rows.arm(0), rows.arm(1));
            assertThat(effect.standardError().getAsDouble())
                    .isCloseTo(rows.sandwich().error(-.5), within(1e-10));
            assertThat(effect.degreesOfFreedom()).isCloseTo(rows.sandwich().freedom(-.5), within(1e-8));
            Effect plain = BELL_MCCAFFREY.with(ClusterError.CR0).unitAverage(rows.arm(0), rows.arm(1));
            assertThat(plain.standardError().getAsDouble())
                    .isCloseTo(rows.sandwich().error(0), within(1e-10));
            assertThat(plain.degreesOfFreedom()).isCloseTo(rows.sandwich().freedom(0), within(1e-8));
        }
    }

    /** Of each arm by the matrix definition of a regression on nothing but a mean; then as Welch's test does. */
    @Test
    void theDegreesOfFreedomOfBothArmsArePutTogetherAsWelchs() {
        Random random = new Random(12);
        for (int round = 0; round < 30; round++) {
            Rows rows = Rows.random(random, 2 + random.nextInt(4), 2 + random.nextInt(4));
            double one = rows.mean(1).error(-.5);
            double other = rows.mean(0).error(-.5);
            double squares = Math.pow(one, 4) / rows.mean(1).freedom(-.5)
                    + Math.pow(other, 4) / rows.mean(0).freedom(-.5);
            Effect effect = TEST.unitAverage(rows.arm(0), rows.arm(1));

            assertThat(effect.standardError().getAsDouble()).isCloseTo(Math.hypot(one, other), within(1e-10));
            assertThat(effect.degreesOfFreedom())
                    .isCloseTo(Math.pow(one * one + other * other, 2) / squares, within(1e-8));
        }
    }

    /** Rows of units: outcome, arm and cluster. */
    private record Rows(double[] y, int[] arm, int[] cluster, int clusters) {
        static Rows random(Random random, int control, int treatment) {
            int clusters = control + treatment;
            int[] sizes = random.ints(clusters, 1, 12).toArray();
            int n = Arrays.stream(sizes).sum();
            Rows rows = new Rows(new double[n], new int[n], new int[n], clusters);
            int row = 0;
            for (int g = 0; g < clusters; g++) {
                double level = random.nextGaussian();
                for (int i = 0; i < sizes[g]; i++, row++) {
                    rows.y[row] = 5 + level + random.nextGaussian();
                    rows.arm[row] = g < control ? 0 : 1;
                    rows.cluster[row] = g;
                }
            }
            return rows;
        }

        ArmClusters arm(int which) {
            double[] sums = new double[clusters];
            long[] units = new long[clusters];
            for (int i = 0; i < y.length; i++) {
                if (arm[i] == which) {
                    sums[cluster[i]] += y[i];
                    units[cluster[i]]++;
                }
            }
            return ArmClusters.of(sums, units);
        }

        /** Of a regression on the arm. */
        ClusterSandwich sandwich() {
            double[][] x = Arrays.stream(arm).mapToObj(a -> new double[] {1, a}).toArray(double[][]::new);
            return new ClusterSandwich(y, x, cluster, 1);
        }

        /** Of the mean of an arm alone. */
        ClusterSandwich mean(int which) {
            int[] own =
                    IntStream.range(0, y.length).filter(i -> arm[i] == which).toArray();
            int first = cluster[own[0]];
            return new ClusterSandwich(
                    Arrays.stream(own).mapToDouble(i -> y[i]).toArray(),
                    Arrays.stream(own).mapToObj(i -> new double[] {1}).toArray(double[][]::new),
                    Arrays.stream(own).map(i -> cluster[i] - first).toArray(),
                    0);
        }
    }

    /** With clusters of one size it is Welch's test of cluster means, and by Bell and McCaffrey the pooled one. */
    @Test
    void clustersOfOneSizeAreUnits() {
        ArmClusters control = ArmClusters.of(new double[] {10, 20, 30}, new long[] {10, 10, 10});
        ArmClusters treatment = ArmClusters.of(new double[] {30, 20, 70}, new long[] {10, 10, 10});

        Effect units = TEST.unitAverage(control, treatment);
        Effect channels = TEST.channelAverage(control, treatment);

        assertThat(units.value().getAsDouble()).isCloseTo(2, within(1e-14));
        assertThat(units.standardError().getAsDouble()).isCloseTo(Math.sqrt(8 / 3.0), within(1e-14));
        assertThat(channels.standardError().getAsDouble()).isCloseTo(Math.sqrt(8 / 3.0), within(1e-14));
        assertThat(units.degreesOfFreedom()).isCloseTo(channels.degreesOfFreedom(), within(1e-12));
        assertThat(BELL_MCCAFFREY.unitAverage(control, treatment).degreesOfFreedom())
                .isCloseTo(4, within(1e-12));
    }

    /** Control means of 1 and 3 in clusters of 1 and 9 units are 2.8 over units and 2 over clusters. */
    @Test
    void theTwoQuestionsHaveTwoAnswers() {
        ArmClusters control = ArmClusters.of(new double[] {1, 27}, new long[] {1, 9});
        ArmClusters treatment = ArmClusters.of(new double[] {4, 36}, new long[] {4, 6});

        assertThat(TEST.unitAverage(control, treatment).value().getAsDouble()).isCloseTo(1.2, within(1e-14));
        assertThat(TEST.channelAverage(control, treatment).value().getAsDouble())
                .isCloseTo(1.5, within(1e-14));
        assertThat(TEST.channelAverageLift(control, treatment).value().getAsDouble())
                .isCloseTo(.75, within(1e-14));
        assertThat(TEST.unitAverageLift(control, treatment).value().getAsDouble())
                .isCloseTo(1.2 / 2.8, within(1e-14));
    }

    /** The gradient of m1 / m0 - 1 is (1 / m0, -m1 / m0^2); the arms' errors follow from each against a fixed arm. */
    @Test
    void aLiftIsByTheDeltaMethod() {
        ArmClusters still = ArmClusters.of(new double[] {1, 1}, new long[] {1, 1});
        double own = TEST.unitAverage(still, TREATMENT).standardError().getAsDouble();
        double other = TEST.unitAverage(CONTROL, still).standardError().getAsDouble();
        double m0 = 185 / 67.0;
        double m1 = 318 / 89.0;

        Effect lift = TEST.unitAverageLift(CONTROL, TREATMENT);

        assertThat(lift.value().getAsDouble()).isCloseTo(m1 / m0 - 1, within(1e-14));
        assertThat(lift.standardError().getAsDouble())
                .isCloseTo(Math.hypot(own / m0, other * m1 / (m0 * m0)), within(1e-14));
        assertThat(BELL_MCCAFFREY.unitAverageLift(CONTROL, TREATMENT).degreesOfFreedom())
                .isCloseTo(4.469694214565026, within(1e-12));
        double ownFreedom = ClusterError.CR2.freedom(TREATMENT);
        double otherFreedom = ClusterError.CR2.freedom(CONTROL);
        double ratio = m1 / m0;
        assertThat(lift.degreesOfFreedom())
                .as("the control counts by the square of the ratio")
                .isCloseTo(
                        Math.pow(own * own + ratio * ratio * other * other, 2)
                                / (Math.pow(own, 4) / ownFreedom + Math.pow(ratio * other, 4) / otherFreedom),
                        within(1e-10));
    }

    @Test
    void aSingleClusterGivesNoStandardError() {
        ArmClusters single = ArmClusters.of(new double[] {10, 0}, new long[] {5, 0});

        for (Effect effect : new Effect[] {
            TEST.unitAverage(CONTROL, single),
            TEST.unitAverage(single, TREATMENT),
            TEST.with(ClusterError.CR1).unitAverage(single, TREATMENT),
            TEST.channelAverage(CONTROL, single),
            TEST.unitAverageLift(CONTROL, single),
            TEST.channelAverageLift(single, TREATMENT)
        }) {
            assertThat(effect.value()).isPresent();
            assertThat(effect.standardError()).isEmpty();
            assertThat(effect.lower()).isEmpty();
            assertThat(effect.upper()).isEmpty();
            assertThat(effect.pValue()).isEmpty();
            assertThat(effect.degreesOfFreedom()).isZero();
        }
    }

    @Test
    void aLiftOverNothingIsNone() {
        ArmClusters nothing = ArmClusters.of(new double[] {1, -1}, new long[] {5, 5});

        assertThat(TEST.unitAverageLift(nothing, TREATMENT).value()).isEmpty();
        assertThat(TEST.channelAverageLift(nothing, TREATMENT).value()).isEmpty();
    }

    @Test
    void optionsReachTheHypothesis() {
        Effect effect = TEST.withConfidence(.9)
                .with(Alternative.GREATER)
                .withHypothesis(.8118396780144219)
                .unitAverage(CONTROL, TREATMENT);

        assertThat(effect.pValue().getAsDouble()).isCloseTo(.5, within(1e-12));
        assertThat(effect.upper()).isEmpty();
        assertThat(effect.confidence()).isEqualTo(.9);
    }

    /**
     * Two normal arms of 6 clusters of 5 to 80 units with a correlation of .3: intervals of 95% hold the truth 95% of
     * the time (standard error of the simulation .4%), those of CR0 and the normal distribution less than 85%.
     */
    @Test
    void intervalsOfFewUnequalClustersCoverTheTruth() {
        Random random = new Random(5);
        long[] sizes = {5, 10, 20, 30, 50, 80};
        ClusterTest naive = TEST.with(ClusterError.CR0).with(ClusterFreedom.NORMAL);
        int covered = 0;
        int coveredByNaive = 0;
        int runs = 4000;
        for (int run = 0; run < runs; run++) {
            ArmClusters control = drawn(random, sizes);
            ArmClusters treatment = drawn(random, sizes);
            covered += isCovered(TEST.unitAverage(control, treatment)) ? 1 : 0;
            coveredByNaive += isCovered(naive.unitAverage(control, treatment)) ? 1 : 0;
        }
        assertThat(covered / (double) runs).isBetween(.93, .97);
        assertThat(coveredByNaive / (double) runs).isLessThan(.85);
    }

    private static boolean isCovered(Effect effect) {
        return effect.lower().getAsDouble() <= 0 && effect.upper().getAsDouble() >= 0;
    }

    private static ArmClusters drawn(Random random, long[] sizes) {
        double[] sums = new double[sizes.length];
        for (int g = 0; g < sums.length; g++) {
            double level = Math.sqrt(.3) * random.nextGaussian();
            sums[g] = sizes[g] * level + Math.sqrt(.7 * sizes[g]) * random.nextGaussian();
        }
        return ArmClusters.of(sums, sizes);
    }

    @Test
    void clustersOfPartsAreMerged() {
        ArmClusters one = ArmClusters.of(new double[] {30, 96, 0}, new long[] {12, 30, 0});
        ArmClusters other = ArmClusters.of(new double[] {14, 45}, new long[] {7, 18});

        ArmClusters both = one.merge(other);

        assertThat(both.clusters()).isEqualTo(4);
        assertThat(both.units()).isEqualTo(67);
        assertThat(TEST.unitAverage(both, TREATMENT)).isEqualTo(TEST.unitAverage(CONTROL, TREATMENT));
    }

    @Test
    void clustersThatCannotBeAreRefused() {
        assertThatThrownBy(() -> ArmClusters.of(new double[] {1}, new long[] {1, 2}))
                .hasMessageContaining("1 sums for 2 clusters");
        assertThatThrownBy(() -> ArmClusters.of(new double[] {1}, new long[] {-1}))
                .hasMessageContaining("-1.0 units");
        assertThatThrownBy(() -> ArmClusters.of(new double[] {1, 1}, new long[] {1, 0}))
                .hasMessageContaining("cluster 1 has 0.0 units that sum to 1.0");
        assertThatThrownBy(() -> ArmClusters.of(new double[] {0}, new long[] {0}))
                .hasMessageContaining("needs one at least");
    }

    /** Of n units with a mean of 1 and N of 3: r = 2 n N / (n + N), with a variance of r^2 (1 / N + 1 / n) / (n + N). */
    @Test
    void aClusterBesideAHugeOneStillVaries() {
        for (double units : new double[] {1e3, 1e12}) {
            double small = 1e-6;
            ArmClusters control = ArmClusters.of(new double[] {small, 3 * units}, new double[] {small, units});
            double all = small + units;
            double residual = 2 * small * units / all;
            double variance = residual * residual * (1 / units + 1 / small) / all;
            Effect effect = TEST.unitAverage(control, ArmClusters.of(new double[] {5, 5}, new long[] {1, 1}));

            assertThat(effect.standardError().getAsDouble() / Math.sqrt(variance))
                    .isCloseTo(1, within(1e-6));
            assertThat(effect.degreesOfFreedom()).isGreaterThanOrEqualTo(1);
        }
    }
}
