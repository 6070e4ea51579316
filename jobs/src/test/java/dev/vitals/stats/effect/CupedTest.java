package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;

class CupedTest {
    private static final Hypothesis NONE = Hypothesis.NO_DIFFERENCE;

    /** Sums of y, x; products yy, xy, xx. */
    private static CoMoments arm(long n, double y, double yy, double x, double xx, double xy) {
        return CoMoments.ofSums(n, new double[] {y, x}, yy, xy, xx);
    }

    /** V7: GrowthBook, test_gbstats.py. */
    @Test
    void meansOfGrowthBook() {
        CoMoments a = arm(3001, 300, 600, 210, 415, -20);
        CoMoments b = arm(3000, 222, 555, 120, 405, -10);

        Effect lift = Cuped.ofMeans(a, b).lift(NONE);

        assertThat(lift.value().getAsDouble()).isCloseTo(-.281707154, within(5e-10));
        assertThat(lift.pValue().getAsDouble()).isCloseTo(.003732549, within(5e-10));
    }

    /** V7: GrowthBook, test_gbstats.py, deviations of a unit after what it was like before is taken out. */
    @Test
    void deviationsOfGrowthBook() {
        CoMoments a = arm(3001, 300, 600, 210, 415, -20);
        CoMoments b = arm(3000, 222, 555, 120, 405, -10);
        CoMoments c = arm(4000, 450, 900, 300, 600, -30);
        Cuped withThird = Cuped.ofMeans(a, c);
        Cuped withSecond = Cuped.ofMeans(a, b);

        assertThat(deviation(a, withThird.theta()[0])).isCloseTo(.434288923, within(5e-10));
        assertThat(deviation(b, withSecond.theta()[0])).isCloseTo(.423529598, within(5e-10));
        assertThat(deviation(c, withThird.theta()[0])).isCloseTo(.458953951, within(5e-10));
    }

    private static double deviation(CoMoments arm, double theta) {
        return Math.sqrt(
                arm.covariance(0, 0) - 2 * theta * arm.covariance(0, 1) + theta * theta * arm.covariance(1, 1));
    }

    /** GrowthBook, test_shared_models.py: the same four units in both arms. */
    @Test
    void thetaOfGrowthBook() {
        CoMoments.Accumulator units = new CoMoments.Accumulator(2);
        units.add(2, .3);
        units.add(1, .5);
        units.add(5, .9);
        units.add(3, 22);
        CoMoments arm = units.state();

        assertThat(Cuped.ofMeans(arm, arm).theta()[0]).isCloseTo(.01864, within(5e-6));
        assertThat(arm.covariance(1, 1)).isCloseTo(114.909166, within(1e-6));
    }

    /** Three covariates, one of them twice another: the slopes are those of a regression without it, which fits as well. */
    @Test
    void severalCovariatesAreARegressionAndRepeatedOnesDoNoHarm() {
        Random random = new Random(11);
        double[] y = new double[400];
        double[][] x = new double[400][2];
        CoMoments.Accumulator control = new CoMoments.Accumulator(4);
        CoMoments.Accumulator treatment = new CoMoments.Accumulator(4);
        for (int i = 0; i < y.length; i++) {
            x[i][0] = random.nextGaussian();
            x[i][1] = random.nextGaussian() + .5 * x[i][0];
            y[i] = 10 + 2 * x[i][0] - x[i][1] + random.nextGaussian();
            (i % 2 == 0 ? control : treatment).add(y[i], x[i][0], x[i][1], 2 * x[i][1]);
        }
        OLSMultipleLinearRegression oracle = new OLSMultipleLinearRegression();
        oracle.newSampleData(y, x);
        double[] beta = oracle.estimateRegressionParameters();

        Cuped cuped = Cuped.ofMeans(control.state(), treatment.state());

        assertThat(cuped.theta()[0]).isCloseTo(beta[1], within(1e-9));
        assertThat(cuped.theta()[1] + 2 * cuped.theta()[2]).isCloseTo(beta[2], within(1e-9));
        assertThat(cuped.varianceRatio()).isCloseTo(1 - oracle.calculateRSquared(), within(.02));
        assertThat(cuped.correlation()).isCloseTo(Math.sqrt(oracle.calculateRSquared()), within(.02));
        assertThat(cuped.imbalancePValue()).isBetween(.01, 1.0);
    }

    @Test
    void unequalCovariatesAreSaidToBeUnequal() {
        Random random = new Random(5);
        CoMoments.Accumulator control = new CoMoments.Accumulator(2);
        CoMoments.Accumulator treatment = new CoMoments.Accumulator(2);
        for (int i = 0; i < 2_000; i++) {
            double x = random.nextGaussian();
            control.add(x + random.nextGaussian(), x);
            treatment.add(x + .3 + random.nextGaussian(), x + .3);
        }
        Cuped cuped = Cuped.ofMeans(control.state(), treatment.state());

        assertThat(cuped.imbalancePValue()).isLessThan(1e-9);
        assertThat(cuped.difference(NONE).lower().getAsDouble()).isLessThan(0.05);
        assertThat(cuped.difference(NONE).upper().getAsDouble()).isGreaterThan(-0.05);
    }

    /** Of ratios the limits hold a known lift as often as they say, and are shorter than without the past. */
    @Test
    void ratiosAreAdjustedByTheirPast() {
        Random random = new Random(3);
        int held = 0;
        double ratio = 0;
        int rounds = 600;
        for (int round = 0; round < rounds; round++) {
            Cuped cuped = Cuped.ofRatios(users(random, 0.5), users(random, 0.55));
            Effect lift = cuped.lift(NONE);
            held += lift.lower().getAsDouble() <= 0.1 && lift.upper().getAsDouble() >= 0.1 ? 1 : 0;
            ratio += cuped.varianceRatio() / rounds;
        }
        assertThat((double) held / rounds).isBetween(.925, .975);
        assertThat(ratio).isLessThan(.8);
    }

    /** Users with activities of their own, some of them reported; each likes it as before. */
    private static CoMoments users(Random random, double rate) {
        CoMoments.Accumulator users = new CoMoments.Accumulator(4);
        for (int user = 0; user < 400; user++) {
            double temper = .7 + .6 * random.nextDouble();
            double before = 5 + random.nextInt(40);
            double after = Math.max(1, before + random.nextInt(11) - 5);
            users.add(
                    after * rate * temper * (.95 + .1 * random.nextDouble()),
                    after,
                    before * .5 * temper * (.95 + .1 * random.nextDouble()),
                    before);
        }
        return users.state();
    }

    @Test
    void withoutCovariatesItIsWelchsTest() {
        CoMoments a = CoMoments.ofSums(3407, new double[] {1396.87}, 52377.9767);
        CoMoments b = CoMoments.ofSums(3461, new double[] {2422.7}, 134698.29);

        Effect lift = Cuped.ofMeans(a, b).lift(NONE);
        Effect welch = WelchTest.withDefaults().lift(a.sample(0), b.sample(0));

        assertThat(lift.lower().getAsDouble()).isCloseTo(welch.lower().getAsDouble(), within(1e-12));
        assertThat(lift.pValue().getAsDouble()).isCloseTo(welch.pValue().getAsDouble(), within(1e-12));
    }

    @Test
    void oddValuesAreNoRatios() {
        assertThatThrownBy(() -> Cuped.ofRatios(CoMoments.none(3), CoMoments.none(3)))
                .hasMessageContaining("no pairs of numerator and denominator");
    }

    /**
     * V7: GrowthBook, test_gbstats.py, the same sums as of shares: a square of 0 or 1 is itself. Its variances are over n;
     * with n - 1 the p-value is 3.5413e-7.
     */
    @Test
    void sharesOfGrowthBook() {
        CoMoments a = arm(3001, 300, 300, 210, 210, -20);
        CoMoments b = arm(3000, 222, 222, 120, 120, -10);

        assertThat(Cuped.ofMeans(a, b).lift(NONE).value().getAsDouble()).isCloseTo(-.31620216, within(5e-9));
        Effect overN = Cuped.ofMeans(overN(a), overN(b)).lift(NONE);
        assertThat(overN.pValue().getAsDouble()).isCloseTo(.000000353, within(5e-10));
    }

    private static CoMoments overN(CoMoments arm) {
        double[] less = Arrays.stream(arm.coMoments())
                .map(c -> c * (arm.n() - 1) / arm.n())
                .toArray();
        return CoMoments.of(arm.n(), arm.means(), less);
    }

    /** V3e: GrowthBook, test_tests.py, sequential test with a pre-period, its lift and standard error. */
    @Test
    void theAdjustedLiftOfGrowthBook() {
        CoMoments a = arm(3000, 1396.87, 52377.9767, 16.87, 527.9767, 1);
        CoMoments b = arm(3461, 2422.7, 134698.29, 22.7, 1348.29, 1);
        Effect lift = Cuped.ofMeans(a, b).lift(NONE);

        assertThat(lift.value().getAsDouble()).isCloseTo(.50338, within(5e-6));
        assertThat(lift.standardError().getAsDouble()).isCloseTo(.33341, within(5e-6));
    }

    /** FORMULAS 2.4: by the delta method on all eight means, each moved a little to either side, theta as it is. */
    @Test
    void theLiftOfARatioByEightMeans() {
        CoMoments control =
                units(new double[][] {{1, 2, 2, 1}, {4, 5, 3, 2}, {2, 3, 1, 1}, {8, 9, 9, 4}, {5, 6, 4, 2}});
        CoMoments treatment = units(new double[][] {{3, 2, 1, 1}, {6, 4, 5, 3}, {5, 6, 4, 2}, {9, 7, 7, 2}});
        Cuped cuped = Cuped.ofRatios(control, treatment);
        double theta = cuped.theta()[0];
        double variance = 0;
        for (int arm = 0; arm < 2; arm++) {
            double[] gradient = new double[4];
            for (int i = 0; i < 4; i++) {
                double[][] means = {control.means(), treatment.means()};
                means[arm][i] += 1e-5;
                double up = lift(means[0], means[1], theta);
                means[arm][i] -= 2e-5;
                gradient[i] = (up - lift(means[0], means[1], theta)) / 2e-5;
            }
            CoMoments own = arm == 0 ? control : treatment;
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    variance += gradient[i] * gradient[j] * own.covariance(i, j) / own.n();
                }
            }
        }

        assertThat(cuped.lift(NONE).value().getAsDouble())
                .isCloseTo(lift(control.means(), treatment.means(), theta), within(1e-14));
        assertThat(cuped.lift(NONE).standardError().getAsDouble()).isCloseTo(Math.sqrt(variance), within(1e-9));
    }

    private static CoMoments units(double[]... units) {
        CoMoments.Accumulator all = new CoMoments.Accumulator(4);
        for (double[] unit : units) {
            all.add(unit);
        }
        return all.state();
    }

    private static double lift(double[] control, double[] treatment, double theta) {
        double base = control[0] / control[1];
        double past = treatment[2] / treatment[3] - control[2] / control[3];
        return (treatment[0] / treatment[1] - base - theta * past) / base;
    }
}
