package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StrataReachTest {
    /** One stratum reaches as far as Wilson's interval. */
    @Test
    void aLoneStratumHasWilsonsLimits() {
        StrataReach reach = StrataReach.of(List.of(whole(40, 6 * 25, 40 * 25)));
        Estimate wilson = WilsonInterval.withDefaults().estimate(6, 40);

        assertThat(.15 - reach.below()).isCloseTo(wilson.lower().getAsDouble(), within(1e-9));
        assertThat(.15 + reach.above()).isCloseTo(wilson.upper().getAsDouble(), within(1e-9));
    }

    /**
     * By squares, each by its part of all: of 1/4 and 3/4. They count as 1.22 strata, so that 18% of the reach is that of as
     * many rows as have the same variance: 64, for the sum of squares of parts is 5/8.
     */
    @Test
    void distancesAddUpByTheirSquares() {
        Stratum light = whole(40, 10 * 25, 40 * 25);
        Stratum heavy = whole(40, 10 * 75, 40 * 75);
        StrataReach alone = StrataReach.of(List.of(light));
        StrataReach both = StrataReach.of(List.of(light, heavy));

        double pooled = 1 - (Math.pow(.25, 4) + Math.pow(.75, 4)) / Math.pow(.625, 2);
        Estimate of64 = WilsonInterval.withDefaults().estimate(16, 64);
        double apart = alone.above() * Math.hypot(.25, .75);
        assertThat(pooled).isCloseTo(.18, within(1e-12));
        assertThat(both.above()).isCloseTo(apart + pooled * (of64.upper().getAsDouble() - .25 - apart), within(1e-12));
        assertThat(both.error()).isCloseTo(alone.error() * Math.hypot(.25, .75), within(1e-12));
    }

    /**
     * A limit of a ratio of two totals lies as far from the estimate as the limits of both say together: where it is the
     * truth, the difference between numerator and ratio times denominator is as large as its own limit allows. Chat outweighs
     * what was acted on, so that they hardly count as more than one stratum.
     */
    @Test
    void theShareOfAPartHasTheLimitsThatBothSidesAllow() {
        Stratum actioned = new Stratum(300, 270 * 20, 270 * 20, 6000, 6000);
        Stratum chat = new Stratum(400, 0, 2 * 25, 0, 400 * 25);
        StrataReach reach = StrataReach.of(List.of(actioned, chat));
        double share = 5400 / 5450.0;
        Estimate caught = WilsonInterval.withDefaults().estimate(270, 300);
        Estimate missed = WilsonInterval.withDefaults().estimate(2, 400);

        double most = 1 / (share - reach.below()) - 1;
        double leastCaught = caught.lower().getAsDouble() * 6000;
        double mostMissed = missed.upper().getAsDouble() * 10_000;
        assertThat(most * 5400 - 50)
                .isCloseTo(Math.hypot(mostMissed - 50, most * (5400 - leastCaught)), withinPercentage(1));
        double least = 1 / (share + reach.above()) - 1;
        double mostCaught = caught.upper().getAsDouble() * 6000;
        double leastMissed = missed.lower().getAsDouble() * 10_000;
        assertThat(50 - least * 5400)
                .isCloseTo(Math.hypot(50 - leastMissed, least * (mostCaught - 5400)), withinPercentage(1));
    }

    /** What is missed of all is what is not caught. */
    @Test
    void theShareOfTheOtherSideHasTheSameLimitsFromAbove() {
        Stratum actioned = new Stratum(300, 270 * 20, 270 * 20, 6000, 6000);
        Stratum chat = new Stratum(400, 0, 2 * 25, 0, 400 * 25);
        StrataReach caught = StrataReach.of(List.of(actioned, chat));
        StrataReach missed = StrataReach.of(
                List.of(new Stratum(300, 0, 270 * 20, 0, 6000), new Stratum(400, 2 * 25, 2 * 25, 400 * 25, 400 * 25)));

        assertThat(missed.below()).isCloseTo(caught.above(), within(1e-12));
        assertThat(missed.above()).isCloseTo(caught.below(), within(1e-12));
        assertThat(missed.error()).isCloseTo(caught.error(), within(1e-12));
    }

    /** Nothing found in a frame that is 400 of a million: up to 3.84 of 404 may be missed. */
    @Test
    void aFrameInWhichNoMissWasFoundMayHideSome() {
        StrataReach reach = StrataReach.of(
                List.of(new Stratum(300, 270 * 20, 270 * 20, 6000, 6000), new Stratum(400, 0, 0, 0, 1_000_000)));

        assertThat(1 - reach.below()).isBetween(.35, .37);
        assertThat(reach.above()).isZero();
    }

    /** Nothing found in 24 strata of 12 rows each is nothing found in 288: not the limits of 12 rows, 24 times over. */
    @Test
    void manySmallStrataTogetherAreAsManyRows() {
        List<Stratum> strata = Collections.nCopies(24, whole(12, 0, 12));
        double ofAll = WilsonInterval.withDefaults().estimate(0, 288).upper().getAsDouble();
        double ofOne = WilsonInterval.withDefaults().estimate(0, 12).upper().getAsDouble();

        assertThat(StrataReach.of(strata).above())
                .isCloseTo(ofAll * 23 / 24 + ofOne / Math.sqrt(24) / 24, within(1e-12));
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

    private static Stratum whole(double rows, double positive, double all) {
        return new Stratum(rows, positive, all, positive, all);
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
                WeightedShare.withDefaults().estimate(state, ClusterSpread.ofStrata(clusters.build(), group -> false));
        return estimate.lower().getAsDouble() <= truth
                && truth <= estimate.upper().getAsDouble();
    }
}
