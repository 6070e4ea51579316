package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrataReachTest {
    /** One stratum reaches as far as Wilson's interval. */
    @Test
    void aLoneStratumHasWilsonsLimits() {
        StrataReach reach = StrataReach.of(List.of(new double[] {40, 6 * 25, 40 * 25}));
        Estimate wilson = WilsonInterval.withDefaults().estimate(6, 40);

        assertThat(.15 - reach.below()).isCloseTo(wilson.lower().getAsDouble(), within(1e-9));
        assertThat(.15 + reach.above()).isCloseTo(wilson.upper().getAsDouble(), within(1e-9));
    }

    @Test
    void distancesAddUpByTheirSquaresEachByItsPartOfAll() {
        double[] light = {40, 6 * 25, 40 * 25};
        double[] heavy = {40, 6 * 75, 40 * 75};
        StrataReach alone = StrataReach.of(List.of(light));
        StrataReach both = StrataReach.of(List.of(light, heavy));

        assertThat(both.above()).isCloseTo(alone.above() * Math.hypot(.25, .75), within(1e-12));
        assertThat(both.error()).isCloseTo(alone.error() * Math.hypot(.25, .75), within(1e-12));
    }

    /** 400 of a million messages show none of a thousand violating ones two times in three. */
    @Test
    void whatAnEmptyHeavyStratumMayHideIsInTheInterval() {
        Random random = new Random(11);
        double truth = (5000 * .95 + 1_000_000 * .001) / 1_005_000;
        int held = 0;
        for (int sample = 0; sample < 1000; sample++) {
            held += holds(random, truth) ? 1 : 0;
        }

        assertThat(held).isBetween(930, 970);
    }

    private static boolean holds(Random random, double truth) {
        ClusterTotals.Builder clusters = new ClusterTotals.Builder(3);
        WeightedShare.State state = WeightedShare.State.EMPTY;
        for (int row = 0; row < 600; row++) {
            boolean isActioned = row < 200;
            boolean isPositive = random.nextDouble() < (isActioned ? .95 : .001);
            int weight = isActioned ? 25 : 2500;
            state = state.merge(
                    isPositive
                            ? WeightedShare.State.ofPositive(BigDecimal.valueOf(weight))
                            : WeightedShare.State.ofNegative(BigDecimal.valueOf(weight)));
            clusters.add(isActioned ? 0 : 1, random.nextInt(60) * 0x9E3779B9, 1, isPositive ? weight : 0, weight);
        }
        Estimate estimate =
                WeightedShare.withDefaults().estimate(state, ClusterSpread.ofStrata(clusters.build(), false));
        return estimate.lower().getAsDouble() <= truth
                && truth <= estimate.upper().getAsDouble();
    }
}
