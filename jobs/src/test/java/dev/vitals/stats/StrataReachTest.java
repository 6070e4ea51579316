package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class StrataReachTest {
    /** Above as far as Wilson's interval; below to where 6 or more are found once in 40, those of exactly 6 counted half. */
    @Test
    void aLoneStratumHasWilsonsLimitAboveAndMidPsBelow() {
        StrataReach reach = reach(whole(40, 6 * 25, 40 * 25));
        double wilson = WilsonInterval.withDefaults().estimate(6, 40).upper().getAsDouble();

        assertThat(.15 + reach.above()).isCloseTo(wilson, within(1e-9));
        assertThat(midP(6, 40, .15 - reach.below())).isCloseTo(.025, within(1e-9));
    }

    /** Also of effective numbers, which are not whole, and of next to nothing found among many. */
    @Test
    void midPsLimitSolvesItsEquation() {
        for (double n : new double[] {1.5, 4, 37.25, 400, 20_000, 3e6}) {
            for (double k : new double[] {.01, .3, 1, 2.5, 17, n / 2}) {
                if (k <= n / 2) {
                    double limit = Tails.midBelow(k, n, .025);
                    double beyond = BetaDistribution.of(k, n - k + 1).cumulativeProbability(limit)
                            + BetaDistribution.of(k + 1, n - k).cumulativeProbability(limit);
                    assertThat(beyond / 2).as("%s of %s", k, n).isCloseTo(.025, within(1e-9));
                }
            }
        }
    }

    /** 34 of 40 that are right are 6 that are wrong. */
    @Test
    void mostlyPositiveIsHardlyNegative() {
        StrataReach few = reach(whole(40, 6 * 25, 40 * 25));
        StrataReach most = reach(whole(40, 34 * 25, 40 * 25));

        assertThat(most.above()).isCloseTo(few.below(), within(1e-12));
        assertThat(most.below()).isCloseTo(few.above(), within(1e-12));
    }

    /** 64 rows that tell no more than 4 of even weight are taken for 16: the square root of 16 is 4. */
    @Test
    void unevenWeightsCountAsFewerRows() {
        StrataReach even = reach(whole(16, 3 * 100, 16 * 100));
        StrataReach uneven = StrataReach.of(List.of(whole(64, 12 * 25, 64 * 25)), 4);

        assertThat(uneven.above()).isCloseTo(even.above(), within(1e-12));
        assertThat(uneven.below()).isCloseTo(even.below(), within(1e-12));
        assertThat(uneven.error()).isCloseTo(even.error(), within(1e-12));
    }

    /** One error in 200: one is found in 100 rows two times in five, where Wilson's lower limit is above the truth. */
    @Test
    void rareErrorsAreHeldAsOftenAsTheIntervalSays() {
        for (int rows : new int[] {90, 100, 400}) {
            double held = 0;
            for (int found = 0; found < 20; found++) {
                StrataReach reach = reach(whole(rows, found, rows));
                boolean holds = (double) found / rows - reach.below() <= .005;
                held += holds ? BinomialDistribution.of(rows, .005).probability(found) : 0;
            }
            assertThat(held).as("%s rows", rows).isGreaterThan(.96);
        }
    }

    /**
     * By squares, each by its part of all: of 1/4 and 3/4. They count as 1.22 strata, so that 18% of the reach is that of as
     * many rows as have the same variance: 64, for the sum of squares of parts is 5/8.
     */
    @Test
    void distancesAddUpByTheirSquares() {
        Stratum light = whole(40, 10 * 25, 40 * 25);
        Stratum heavy = whole(40, 10 * 75, 40 * 75);
        StrataReach alone = reach(light);
        StrataReach both = reach(light, heavy);

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
        StrataReach reach = reach(actioned, chat);
        double share = 5400 / 5450.0;
        Estimate caught = WilsonInterval.withDefaults().estimate(270, 300);
        Estimate missed = WilsonInterval.withDefaults().estimate(2, 400);

        double most = 1 / (share - reach.below()) - 1;
        double leastCaught = caught.lower().getAsDouble() * 6000;
        double mostMissed = missed.upper().getAsDouble() * 10_000;
        assertThat(most * 5400 - 50)
                .isCloseTo(Math.hypot(mostMissed - 50, most * (5400 - leastCaught)), withinPercentage(1));
        double least = 1 / (share + reach.above()) - 1;
        double mostCaught = (1 - Tails.midBelow(30, 300, .025)) * 6000;
        double leastMissed = Tails.midBelow(2, 400, .025) * 10_000;
        assertThat(50 - least * 5400)
                .isCloseTo(Math.hypot(50 - leastMissed, least * (mostCaught - 5400)), withinPercentage(1));
    }

    /** What is missed of all is what is not caught. */
    @Test
    void theShareOfTheOtherSideHasTheSameLimitsFromAbove() {
        Stratum actioned = new Stratum(300, 270 * 20, 270 * 20, 6000, 6000);
        Stratum chat = new Stratum(400, 0, 2 * 25, 0, 400 * 25);
        StrataReach caught = reach(actioned, chat);
        StrataReach missed =
                reach(new Stratum(300, 0, 270 * 20, 0, 6000), new Stratum(400, 2 * 25, 2 * 25, 400 * 25, 400 * 25));

        assertThat(missed.below()).isCloseTo(caught.above(), within(1e-12));
        assertThat(missed.above()).isCloseTo(caught.below(), within(1e-12));
        assertThat(missed.error()).isCloseTo(caught.error(), within(1e-12));
    }

    /** Nothing found in a frame that is 400 of a million: up to 3.84 of 404 may be missed. */
    @Test
    void aFrameInWhichNoMissWasFoundMayHideSome() {
        StrataReach reach =
                reach(new Stratum(300, 270 * 20, 270 * 20, 6000, 6000), new Stratum(400, 0, 0, 0, 1_000_000));

        assertThat(1 - reach.below()).isBetween(.35, .37);
        assertThat(reach.above()).isZero();
    }

    /** Nothing found in 24 strata of 12 rows each is nothing found in 288: not the limits of 12 rows, 24 times over. */
    @Test
    void manySmallStrataTogetherAreAsManyRows() {
        List<Stratum> strata = Collections.nCopies(24, whole(12, 0, 12));
        double ofAll = WilsonInterval.withDefaults().estimate(0, 288).upper().getAsDouble();
        double ofOne = WilsonInterval.withDefaults().estimate(0, 12).upper().getAsDouble();

        assertThat(reach(strata.toArray(Stratum[]::new)).above())
                .isCloseTo(ofAll * 23 / 24 + ofOne / Math.sqrt(24) / 24, within(1e-12));
    }

    /**
     * 400 of a million messages show none of a thousand violating ones two times in three. As finding none never rules the
     * truth out, only the lower limit can miss, at most once in 40 times.
     */
    @Test
    void whatAnEmptyHeavyStratumMayHideIsInTheInterval() {
        Random random = new Random(11);
        double truth = (5000 * .95 + 1_000_000 * .001) / 1_005_000;
        int held = 0;
        for (int sample = 0; sample < 1000; sample++) {
            held += holds(random, truth) ? 1 : 0;
        }

        assertThat(held).isBetween(960, 999);
    }

    /** The probability that so many or more are found, that of exactly so many counted half. */
    private static double midP(int found, int rows, double share) {
        BinomialDistribution binomial = BinomialDistribution.of(rows, share);
        return binomial.survivalProbability(found) + binomial.probability(found) / 2;
    }

    /** Of rows that weigh the same within a stratum. */
    private static StrataReach reach(Stratum... strata) {
        double part = Stream.of(strata).mapToDouble(Stratum::part).sum();
        double squares =
                Stream.of(strata).mapToDouble(Stratum::squaresOfEvenWeights).sum();
        return StrataReach.of(List.of(strata), part * part / squares);
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
        Estimate estimate = WeightedShare.withDefaults()
                .estimate(state, ClusterSpread.ofStrata(clusters.build(), state.effectiveSize(), group -> false));
        return estimate.lower().getAsDouble() <= truth
                && truth <= estimate.upper().getAsDouble();
    }
}
