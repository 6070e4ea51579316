package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class InequalityTest {
    private static final Inequality INEQUALITY = Inequality.withDefaults();

    /** 1, 2, 3 and 10: the six differences add up to 28, and twice the mean of 4 is 8. */
    @Test
    void giniIsTheMeanDifferenceOverTwiceTheMean() {
        assertThat(value(INEQUALITY.gini(people(1, 2, 3, 10)))).isCloseTo(28 / 6.0 / 8, within(1e-15));
    }

    @Test
    void giniIsTheSumOverAllPairs() {
        Random random = new Random(5);
        for (int round = 0; round < 100; round++) {
            long[] work = random.longs(2 + random.nextInt(30), 0, 20).toArray();
            work[0] = 1;
            double differences = 0;
            double sum = 0;
            for (long a : work) {
                sum += a;
                for (long b : work) {
                    differences += Math.abs(a - b);
                }
            }
            double expected = differences / (2 * (work.length - 1) * sum);
            assertThat(value(INEQUALITY.gini(people(work)))).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void theTopTenthMayHoldAFractionOfAPerson() {
        // The top 10 % of 15 people are one with 50 and half of one with 20, of 50 + 20 + 13 * 10 = 200.
        Map<Long, Long> people = Map.of(50L, 1L, 20L, 1L, 10L, 13L);

        assertThat(value(INEQUALITY.topShare(people, .1))).isCloseTo(60 / 200.0, within(1e-15));
        assertThat(value(INEQUALITY.topShare(people, .9))).isCloseTo((200 - 15) / 200.0, within(1e-15));
    }

    /** Without 1, 2, 3 or 10 in turn the mean differences over twice the means are 16/30, 18/28, 18/26 and 4/12. */
    @Test
    void theJackknifeIsWorkedByHand() {
        Estimate gini = INEQUALITY.gini(people(1, 2, 3, 10));

        double[] left = {16 / 30.0, 18 / 28.0, 18 / 26.0, 4 / 12.0};
        double mean = (left[0] + left[1] + left[2] + left[3]) / 4;
        double squares = 0;
        for (double one : left) {
            squares += (one - mean) * (one - mean);
        }
        assertThat(gini.standardError().orElseThrow()).isCloseTo(Math.sqrt(.75 * squares), within(1e-15));
        assertThat(gini.lower().orElseThrow()).isBetween(0., .5833);
        assertThat(gini.upper().orElseThrow()).isBetween(.5833, 1.);
    }

    @Test
    void evenWorkAndWorkOfOneHaveNoLimits() {
        Estimate even = INEQUALITY.gini(Map.of(7L, 30L));
        Estimate one = INEQUALITY.gini(Map.of(0L, 29L, 100L, 1L));

        assertThat(even.value()).hasValue(0);
        assertThat(even.lower()).isEmpty();
        assertThat(one.value()).hasValue(1);
        assertThat(one.upper()).isEmpty();
        assertThat(value(INEQUALITY.topShare(Map.of(7L, 30L), .1))).isCloseTo(.1, within(1e-15));
    }

    @Test
    void aSinglePersonOrNoWorkIsNoData() {
        assertThat(INEQUALITY.gini(Map.of(7L, 1L)).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(INEQUALITY.gini(Map.of(0L, 9L)).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(INEQUALITY.topShare(Map.of(), .1).reading()).isEqualTo(Reading.NO_DATA);
    }

    /**
     * Work of exponential size has a Gini of 1/2, and its top tenth does .1 (1 + ln 10) = .3303; log-normal work with a
     * sigma of .8 has a Gini of 2 Phi(.8 / sqrt 2) - 1. Of 1,000 teams about 950 intervals should contain it; 925 to 975 is
     * 3.6 standard deviations either way.
     */
    @Test
    void intervalsContainTheTruthAsOftenAsTheySay() {
        assertCovers(INEQUALITY::gini, random -> -Math.log(1 - random.nextDouble()), .5, 60);
        assertCovers(INEQUALITY::gini, random -> Math.exp(.8 * random.nextGaussian()), .4283922, 25);
        assertCovers(
                people -> INEQUALITY.topShare(people, .1),
                random -> -Math.log(1 - random.nextDouble()),
                .1 * (1 + Math.log(10)),
                120);
    }

    @Test
    void theTopOfFewPeopleHasNoLimits() {
        Random random = new Random(8);
        Map<Long, Long> people = people(random.longs(99, 1, 1000).toArray());

        Estimate few = INEQUALITY.topShare(people, .1);
        assertThat(few.value()).isPresent();
        assertThat(few.lower()).isEmpty();
        people.merge(500L, 1L, Long::sum);
        assertThat(INEQUALITY.topShare(people, .1).lower()).isPresent();
    }

    @Test
    void impossibleWorkIsRefused() {
        assertThatThrownBy(() -> INEQUALITY.gini(Map.of(-1L, 2L))).hasMessageContaining("-1 pieces of work");
        assertThatThrownBy(() -> INEQUALITY.topShare(Map.of(1L, 2L), 10)).hasMessageContaining("write 0.1");
    }

    private static void assertCovers(
            Function<Map<Long, Long>, Estimate> measure, ToDoubleFunction<Random> size, double truth, int people) {
        Random random = new Random(6);
        int covered = 0;
        for (int team = 0; team < 1000; team++) {
            long[] work = new long[people];
            for (int i = 0; i < work.length; i++) {
                work[i] = (long) (1e6 * size.applyAsDouble(random));
            }
            Estimate estimate = measure.apply(people(work));
            covered += estimate.lower().orElseThrow() <= truth
                            && truth <= estimate.upper().orElseThrow()
                    ? 1
                    : 0;
        }
        assertThat(covered).isBetween(925, 975);
    }

    private static Map<Long, Long> people(long... work) {
        Map<Long, Long> people = new TreeMap<>();
        for (long amount : work) {
            people.merge(amount, 1L, Long::sum);
        }
        return people;
    }

    private static double value(Estimate estimate) {
        return estimate.value().orElseThrow();
    }
}
