package dev.vitals.stats.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.change.DifferenceInDifferences.BeforeAfter;
import dev.vitals.stats.effect.ClusterSandwich;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.SampleMean;
import dev.vitals.stats.effect.WelchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferenceInDifferencesTest {
    private static final DifferenceInDifferences DIFFERENCE = DifferenceInDifferences.withDefaults();

    /** Means of 2 and 3 before, 3.5 and 5.5 after; the control moves 1.5 and the treated 2.5. */
    @Test
    void theDifferenceOfTheChanges() {
        Effect effect = DIFFERENCE.estimate(
                List.of(new BeforeAfter(10, 10, 21, 7), new BeforeAfter(30, 10, 14, 3)),
                List.of(new BeforeAfter(20, 5, 24, 4), new BeforeAfter(10, 5, 31, 6)));

        assertThat(effect.value().getAsDouble()).isCloseTo((5.5 - 3) - (3.5 - 2), within(1e-12));
    }

    /**
     * statsmodels 0.15.0, WLS of cluster means on group, period and both, weighted by units, cov_type="cluster" without
     * correction; the same matrices with that of Bell and McCaffrey.
     */
    @Test
    void unequalClustersAsStatsmodels() {
        List<BeforeAfter> control =
                List.of(new BeforeAfter(10, 8, 21, 7), new BeforeAfter(30, 12, 14, 3), new BeforeAfter(5, 4, 9, 6));
        List<BeforeAfter> treated =
                List.of(new BeforeAfter(20, 5, 24, 4), new BeforeAfter(10, 5, 31, 6), new BeforeAfter(44, 9, 70, 11));
        Effect effect = DIFFERENCE.estimate(control, treated);
        ClusterSandwich rows = rows(control, treated);

        assertThat(effect.value().getAsDouble()).isCloseTo(1.1826441102756884, within(1e-12));
        assertThat(rows.error(0)).isCloseTo(.6138615994789759, within(1e-12));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(rows.error(-.5), within(1e-10));
    }

    /** A row for each unit, with the mean of its cluster in the period; group, period and both. */
    private static ClusterSandwich rows(List<BeforeAfter> control, List<BeforeAfter> treated) {
        List<double[]> rows = new ArrayList<>();
        for (int group = 0; group < 2; group++) {
            for (BeforeAfter one : group == 0 ? control : treated) {
                int cluster = (group == 0 ? 0 : control.size()) + (group == 0 ? control : treated).indexOf(one);
                for (int i = 0; i < one.countBefore(); i++) {
                    rows.add(new double[] {one.sumBefore() / one.countBefore(), cluster, group, 0});
                }
                for (int i = 0; i < one.countAfter(); i++) {
                    rows.add(new double[] {one.sumAfter() / one.countAfter(), cluster, group, 1});
                }
            }
        }
        return new ClusterSandwich(
                rows.stream().mapToDouble(row -> row[0]).toArray(),
                rows.stream()
                        .map(row -> new double[] {1, row[2], row[3], row[2] * row[3]})
                        .toArray(double[][]::new),
                rows.stream().mapToInt(row -> (int) row[1]).toArray(),
                3);
    }

    /** Where every cluster has as many units, it is Welch's test of the clusters' changes. */
    @Test
    void equalClustersAreUnitsOfWelchsTest() {
        Random random = new Random(3);
        double[] control = random.doubles(7).toArray();
        double[] treated = random.doubles(9).map(x -> 2 * x).toArray();
        Effect effect = DIFFERENCE.estimate(ofChanges(random, control), ofChanges(random, treated));
        Effect welch = WelchTest.withDefaults().difference(sample(control), sample(treated));

        assertThat(effect.value().getAsDouble()).isCloseTo(welch.value().getAsDouble(), within(1e-10));
        assertThat(effect.standardError().getAsDouble())
                .isCloseTo(welch.standardError().getAsDouble(), within(1e-10));
        assertThat(effect.degreesOfFreedom()).isCloseTo(welch.degreesOfFreedom(), within(1e-8));
        assertThat(effect.pValue().getAsDouble()).isCloseTo(welch.pValue().getAsDouble(), within(1e-10));
    }

    private static List<BeforeAfter> ofChanges(Random random, double[] changes) {
        List<BeforeAfter> clusters = new ArrayList<>();
        for (double change : changes) {
            double before = 10 * random.nextDouble();
            clusters.add(new BeforeAfter(20 * before, 20, 30 * (before + change), 30));
        }
        return clusters;
    }

    private static SampleMean sample(double[] values) {
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        return SampleMean.ofSums(values.length, sum, squares);
    }

    /** Clusters of 5 to 60 units whose levels, but for their own effects, stay: the truth, 0.5, lies in 95 of 100. */
    @Test
    void intervalsHoldTheTruth() {
        Random random = new Random(8);
        int rounds = 2000;
        int held = 0;
        for (int round = 0; round < rounds; round++) {
            Effect effect = DIFFERENCE.estimate(drawn(random, 0), drawn(random, .5));
            held += effect.lower().getAsDouble() <= .5 && .5 <= effect.upper().getAsDouble() ? 1 : 0;
        }

        assertThat((double) held / rounds).isBetween(.925, .97);
    }

    private static List<BeforeAfter> drawn(Random random, double effect) {
        List<BeforeAfter> clusters = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            int n = 5 + random.nextInt(56);
            double level = 3 * random.nextGaussian();
            double own = effect + .5 * random.nextGaussian();
            double noise = Math.sqrt(n);
            double before = n * level + noise * random.nextGaussian();
            double after = n * (level + 1 + own) + noise * random.nextGaussian();
            clusters.add(new BeforeAfter(before, n, after, n));
        }
        return clusters;
    }

    @Test
    void whatHasNoPeriodIsRefused() {
        List<BeforeAfter> none = List.of(new BeforeAfter(0, 0, 1, 1), new BeforeAfter(0, 0, 2, 1));
        List<BeforeAfter> one = List.of(new BeforeAfter(1, 1, 2, 1));
        assertThatThrownBy(() -> DIFFERENCE.estimate(none, none)).hasMessageContaining("0 clusters with units");
        assertThatThrownBy(() -> DIFFERENCE.estimate(one, one)).hasMessageContaining("there must be two clusters");
        assertThatThrownBy(() -> new BeforeAfter(1, -1, 1, 1)).hasMessageContaining("counts 0 or more");
    }
}
