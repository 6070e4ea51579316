package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * Whether the intervals contain the truth as often as they say, over many simulated weeks of reports.
 *
 * <p>Each of 2,000 weeks has 300 reports with log-normal times of median 2 h (70 %) and 72 h (30 %), sigma 1, followed
 * for up to seven days, so that about one in six is still open. A 95 % interval that keeps its word contains the truth
 * 1,900 times, give or take: a binomial count of 2,000 leaves 1,868 to 1,932 about once in 1,000 tests (3.3 standard
 * deviations of 9.7). Limits widened to whole bins add less than a tenth of a standard
 * error.
 */
class CoverageTest {
    private static final int WEEKS = 2000;
    private static final int REPORTS = 300;
    private static final double MEDIAN = 3.5166146401380476 * 3600;
    private static final double P90 = 110.78425072864927 * 3600;

    @Test
    void kaplanMeierIntervalsOfTheMedian() {
        assertNominal(
                covered(1, week -> KaplanMeier.withDefaults().estimate(week).quantile(.5), MEDIAN));
    }

    @Test
    void kaplanMeierIntervalsOfTheNinetiethPercentile() {
        assertNominal(
                covered(2, week -> KaplanMeier.withDefaults().estimate(week).quantile(.9), P90));
    }

    @Test
    void kaplanMeierIntervalsOfTheShareClosedInOneDay() {
        // .7 Phi(ln 12) + .3 Phi(ln(1/3)).
        double truth = .7 * phi(Math.log(12)) + .3 * phi(Math.log(1 / 3.0));
        assertNominal(
                covered(3, week -> KaplanMeier.withDefaults().estimate(week).endedBy(86_400), truth));
    }

    @Test
    void restrictedMeansOfThreeDays() {
        // The integral over 72 h of the share still open, by the midpoint rule in steps of 36 s.
        double truth = 0;
        for (double hour = .005; hour < 72; hour += .01) {
            truth += 36 * (.7 * phi(-Math.log(hour / 2)) + .3 * phi(-Math.log(hour / 72)));
        }
        assertNominal(
                covered(4, week -> KaplanMeier.withDefaults().estimate(week).restrictedMean(72 * 3600), truth));
    }

    /** A fifth of the reports end by cause 1 at the same speed, so that 40 % are resolved when half are ended. */
    @Test
    void incidenceQuantilesOfACompetingCause() {
        assertNominal(covered(
                5,
                week -> CumulativeIncidence.withDefaults()
                        .ofCauses(0)
                        .estimate(week)
                        .quantile(.4),
                MEDIAN));
    }

    @Test
    void orderStatisticsCoverAtLeastNominallyWhenAllHaveEnded() {
        int covered = 0;
        Random random = new Random(6);
        for (int round = 0; round < WEEKS; round++) {
            TimeHistogram.Builder builder = TimeHistogram.builder();
            for (int i = 0; i < REPORTS; i++) {
                builder.add(TimeBins.bin(duration(random)), 0, 1);
            }
            covered += contains(QuantileInterval.withDefaults().estimate(builder.build(), .9), P90);
        }
        // Ranks are whole: at p90 of 300 the exact coverage is up to .97.
        assertThat(covered).isBetween(1868, 1965);
    }

    private static int covered(long seed, Function<TimeHistogram, Estimate> estimator, double truth) {
        Random random = new Random(seed);
        int covered = 0;
        for (int round = 0; round < WEEKS; round++) {
            covered += contains(estimator.apply(week(random)), truth);
        }
        return covered;
    }

    private static TimeHistogram week(Random random) {
        TimeHistogram.Builder builder = TimeHistogram.builder();
        for (int i = 0; i < REPORTS; i++) {
            long age = (long) (random.nextDouble() * 7 * 86_400);
            long duration = duration(random);
            int cause = random.nextInt(5) == 0 ? 1 : 0;
            builder.add(TimeBins.bin(Math.min(age, duration)), duration > age ? TimeHistogram.CENSORED : cause, 1);
        }
        return builder.build();
    }

    private static long duration(Random random) {
        double medianHours = random.nextDouble() < .7 ? 2 : 72;
        return (long) (medianHours * 3600 * Math.exp(random.nextGaussian()));
    }

    private static int contains(Estimate estimate, double truth) {
        boolean above = estimate.lower().orElse(Double.NEGATIVE_INFINITY) <= truth;
        boolean below = estimate.upper().orElse(Double.POSITIVE_INFINITY) >= truth;
        return above && below ? 1 : 0;
    }

    private static void assertNominal(int covered) {
        assertThat(covered).isBetween(1868, 1932);
    }

    private static double phi(double x) {
        return NormalDistribution.of(0, 1).cumulativeProbability(x);
    }
}
