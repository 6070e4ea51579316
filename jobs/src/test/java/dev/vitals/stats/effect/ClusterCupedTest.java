package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterCupedTest {
    private static final double[] BEFORE = {2, 4, 3, 6, 4, 2};
    private static final double[] BEFORE_TREATED = {3, 3, 2, 6, 5, 4};
    private static final double[] OTHER = {1, 0, 2, 1, 3, 1};
    private static final double[] OTHER_TREATED = {2, 1, 0, 1, 2, 2};
    private static final double[] MEANS = {5, 7, 6, 9, 8, 4};
    private static final double[] MEANS_TREATED = {7, 8, 6, 11, 9, 10};

    /** Channels of ten users each, told by their means. */
    private static PastClusters alike(double[] means, double[]... past) {
        double[] units = new double[means.length];
        Arrays.fill(units, 10);
        double[][] pastUnits = new double[past.length][];
        Arrays.fill(pastUnits, units);
        return PastClusters.of(
                tenfold(means),
                units,
                Arrays.stream(past).map(ClusterCupedTest::tenfold).toArray(double[][]::new),
                pastUnits);
    }

    private static double[] tenfold(double... means) {
        return Arrays.stream(means).map(mean -> 10 * mean).toArray();
    }

    private static final ClusterCuped ONE = ClusterCuped.of(alike(MEANS, BEFORE), alike(MEANS_TREATED, BEFORE_TREATED));

    /** Ordinary least squares of the twelve means on arm and past, by statsmodels. */
    @Test
    void channelsOfOneSizeAreTheAnalysisOfCovarianceOfTheirMeans() {
        Effect effect = ONE.difference(Hypothesis.NO_DIFFERENCE);

        assertThat(ONE.theta()).containsExactly(new double[] {1.1641791}, within(1e-7));
        assertThat(effect.value().getAsDouble()).isCloseTo(1.6119403, within(1e-7));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.42172311, within(1e-8));
        assertThat(effect.degreesOfFreedom()).isLessThanOrEqualTo(9).isGreaterThan(8);
        assertThat(effect.method()).isEqualTo("cluster_cuped");
    }

    /** The same on two pasts. */
    @Test
    void severalPastsAreTakenOutTogether() {
        ClusterCuped two =
                ClusterCuped.of(alike(MEANS, BEFORE, OTHER), alike(MEANS_TREATED, BEFORE_TREATED, OTHER_TREATED));
        Effect effect = two.difference(Hypothesis.NO_DIFFERENCE);

        assertThat(two.theta()).containsExactly(new double[] {1.13585351, .27111636}, within(1e-8));
        assertThat(effect.value().getAsDouble()).isCloseTo(1.62138216, within(1e-8));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.41710209, within(1e-8));
    }

    /** The t-test of one past and Hotelling's of two, by scipy and statsmodels. */
    @Test
    void pastsOfArmsAreHeldAgainstEachOther() {
        assertThat(ONE.imbalancePValue()).isCloseTo(.7073422033413621, within(1e-12));
        assertThat(ClusterCuped.of(alike(MEANS, BEFORE, OTHER), alike(MEANS_TREATED, BEFORE_TREATED, OTHER_TREATED))
                        .imbalancePValue())
                .isCloseTo(.9337161408886718, within(1e-12));
    }

    /** The delta method over channels, by numpy. */
    @Test
    void liftIsOverTheControlAsItWas() {
        Effect lift = ONE.lift(Hypothesis.NO_DIFFERENCE);

        assertThat(lift.value().getAsDouble()).isCloseTo(.24799081515499502, within(1e-14));
        assertThat(lift.standardError().getAsDouble()).isCloseTo(.07716254013557092, within(1e-14));
        assertThat(lift.method()).isEqualTo("cluster_cuped_delta");
    }

    @Test
    void pastThatSaysNothingTakesNothingOutAndCostsDegreesOfFreedom() {
        double[] crossed = {1, -1, 1, -1, 1, -1};
        double[] flat = {5, 5, 6, 6, 7, 7};
        double[] flatTreated = {6, 6, 8, 8, 7, 7};
        PastClusters control = alike(flat, crossed);
        PastClusters treatment = alike(flatTreated, crossed);
        ClusterCuped cuped = ClusterCuped.of(control, treatment);
        Effect plain = ClusterTest.withDefaults().unitAverage(control.metric(), treatment.metric());
        Effect effect = cuped.difference(Hypothesis.NO_DIFFERENCE);

        assertThat(cuped.theta()[0]).isCloseTo(0, within(1e-15));
        assertThat(cuped.varianceRatio()).isCloseTo(1, within(1e-14));
        assertThat(cuped.correlation()).isCloseTo(0, within(1e-7));
        assertThat(effect.value().getAsDouble()).isCloseTo(plain.value().getAsDouble(), within(1e-14));
        assertThat(effect.standardError().getAsDouble())
                .isCloseTo(plain.standardError().getAsDouble() * Math.sqrt(10 / 9.0), within(1e-14));
        assertThat(effect.degreesOfFreedom()).isCloseTo(plain.degreesOfFreedom() * .9, within(1e-12));
    }

    /** Theta is known here, so that the difference is that of what is left, whatever the sizes. */
    @Test
    void whatThePastExplainsInFullLeavesTheEffect() {
        double[] units = {12, 30, 7, 18, 22, 9};
        double[] past = {3, 4, 9, 1, 6, 2};
        PastClusters control = explained(units, past, 0);
        PastClusters treatment = explained(new double[] {25, 9, 40, 15, 11, 20}, new double[] {8, 5, 2, 7, 3, 4}, 1.5);
        ClusterCuped cuped = ClusterCuped.of(control, treatment);

        assertThat(cuped.theta()).containsExactly(new double[] {2}, within(1e-12));
        assertThat(cuped.difference(Hypothesis.NO_DIFFERENCE).value().getAsDouble())
                .isCloseTo(1.5, within(1e-12));
        assertThat(cuped.varianceRatio()).isCloseTo(0, within(1e-12));
        assertThat(cuped.correlation()).isCloseTo(1, within(1e-12));
    }

    private static PastClusters explained(double[] units, double[] past, double effect) {
        double[] sums = new double[units.length];
        double[] pastSums = new double[units.length];
        for (int g = 0; g < units.length; g++) {
            sums[g] = units[g] * (5 + effect + 2 * past[g]);
            pastSums[g] = units[g] * past[g];
        }
        return PastClusters.of(sums, units, new double[][] {pastSums}, new double[][] {units});
    }

    /** A ratio whose past has a denominator of its own: nothing changes when the past is told in another unit. */
    @Test
    void pastOfARatioMayBeToldInAnyUnit() {
        ClusterCuped one = ofRatio(1, 1);
        ClusterCuped other = ofRatio(60, 1000);

        assertThat(other.theta()[0]).isCloseTo(one.theta()[0] * 1000 / 60, within(1e-10));
        assertThat(other.difference(Hypothesis.NO_DIFFERENCE).pValue().getAsDouble())
                .isCloseTo(one.difference(Hypothesis.NO_DIFFERENCE).pValue().getAsDouble(), within(1e-12));
        assertThat(one.varianceRatio()).isLessThan(.5);
    }

    private static ClusterCuped ofRatio(double numerator, double denominator) {
        double[] past = tenfold(BEFORE);
        double[] pastUnits = {40, 0, 55, 62, 38, 51};
        past[1] = 0;
        double[] pastTreated = tenfold(BEFORE_TREATED);
        double[] pastUnitsTreated = {44, 39, 51, 58, 43, 47};
        return ClusterCuped.of(
                PastClusters.of(
                        tenfold(MEANS),
                        new double[] {11, 9, 12, 10, 9, 8},
                        new double[][] {times(numerator, past)},
                        new double[][] {times(denominator, pastUnits)}),
                PastClusters.of(
                        tenfold(MEANS_TREATED),
                        new double[] {10, 9, 8, 13, 11, 12},
                        new double[][] {times(numerator, pastTreated)},
                        new double[][] {times(denominator, pastUnitsTreated)}));
    }

    private static double[] times(double factor, double... values) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    /** Labels are dealt anew: what is taken out must not know them. */
    @Test
    void whatIsTakenOutBlindlyIsTheSameWhateverTheLabels() {
        PastClusters control = alike(MEANS, BEFORE);
        PastClusters treatment = alike(MEANS_TREATED, BEFORE_TREATED);
        List<ArmClusters> one = ClusterCuped.of(control, treatment).blind();
        List<ArmClusters> swapped = ClusterCuped.of(treatment, control).blind();

        for (int g = 0; g < 6; g++) {
            assertThat(one.get(0).sum(g)).isCloseTo(swapped.get(1).sum(g), within(1e-12));
            assertThat(one.get(1).sum(g)).isCloseTo(swapped.get(0).sum(g), within(1e-12));
        }
    }

    @Test
    void tooFewClustersAreRefused() {
        PastClusters two = alike(new double[] {1, 2}, new double[] {3, 4});
        assertThat(ClusterCuped.isEnough(two, two)).isFalse();
        assertThat(ClusterCuped.isEnough(alike(MEANS, BEFORE), alike(MEANS_TREATED, BEFORE_TREATED)))
                .isTrue();
        assertThatThrownBy(() -> ClusterCuped.of(two, two)).hasMessageContaining("2 and 2 clusters");
    }
}
