package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Hypothesis;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class GroupSequentialTest {
    private static final GroupSequential PLAN = GroupSequential.withDefaults();
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static void require(double[] found, double digits, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(.5 * digits));
        }
    }

    /**
     * Q4: ldbounds, ldbounds.pdf, five looks, two-sided alpha 0.05, O'Brien-Fleming spending. It integrates on a coarse
     * grid, so that its bounds are up to 6.5e-5 off: the second is 3.3569, and by adaptive quadrature (scipy 1.17.1)
     * 3.357011921575.
     */
    @Test
    void boundsOfLdbounds() {
        PlannedLooks looks = PLAN.equalLooks(5);

        require(looks.bounds(), 1e-4, 4.8769, 3.3570, 2.6803, 2.2898, 2.0310);
        assertThat(looks.bounds()[1]).isCloseTo(3.3569, within(1.2e-4));
        double[] exits = {1.0777e-06, 7.8830e-04, 7.6161e-03, 2.4424e-02, .05};
        double[] nominal = {1.0777e-06, 7.8808e-04, 7.3565e-03, 2.2034e-02, 4.2255e-02};
        for (int look = 0; look < 5; look++) {
            assertThat(looks.crossedBy(0)[look] / exits[look]).isCloseTo(1, within(5e-5));
            assertThat(looks.nominalAlphas()[look] / nominal[look]).isCloseTo(1, within(2.4e-4));
            double theirs = NORMAL.inverseSurvivalProbability(nominal[look] / 2);
            assertThat(looks.bounds()[look]).isCloseTo(theirs, within(6.5e-5));
        }
    }

    /** Q4: five looks with Pocock's spending, from tests of third parties, whose grid is as coarse. */
    @Test
    void boundsThatSpendAsPocock() {
        require(PLAN.with(Spending.pocock()).equalLooks(5).bounds(), 2e-4, 2.4380, 2.4268, 2.4101, 2.3966, 2.3859);
    }

    /** The same recursion by Simpson's rule on 2,001 points a look, with scipy 1.17.1. */
    @Test
    void boundsAndDriftOfAFineGrid() {
        PlannedLooks looks = PLAN.equalLooks(5);
        double[] bounds = {4.876884948791, 3.357011921574, 2.680280064545, 2.289816767713, 2.031032043311};
        require(looks.bounds(), 1e-9, bounds);
        double[] pocock = {2.437976688050, 2.426813858150, 2.410193840272, 2.396645400650, 2.385984571624};
        require(PLAN.with(Spending.pocock()).equalLooks(5).bounds(), 1e-9, pocock);
        double drift = looks.driftFor(.9);
        assertThat(drift).isCloseTo(3.278705262413, within(1e-8));
        assertThat(looks.driftFor(.8)).isCloseTo(2.835995357885, within(1e-8));
        assertThat(looks.inflation(.9)).isCloseTo(1.023077863234, within(1e-8));
        assertThat(looks.inflation(.8)).isCloseTo(1.024718130790, within(1e-8));
        assertThat(looks.expectedShare(drift)).isCloseTo(.741553392037, within(1e-8));
        require(looks.crossedBy(drift), 1e-9, 3.24096643e-04, 9.96915500e-02, .446278304, .745939089, .9);
    }

    /** S4: Spotify Confidence, test_bounds.py, 250, 450, 630 and 810 of 810 units, alpha 0.01, a power of 2. */
    @Test
    void nominalAlphasOfSpotifyConfidence() {
        PlannedLooks looks =
                PLAN.withConfidence(.99).with(Spending.power(2)).looksAt(250 / 810.0, 450 / 810.0, 630 / 810.0, 1);

        require(looks.nominalAlphas(), 1e-5, .00095, .00241, .00410, .00636);
    }

    /**
     * The constants of five looks, 2.413 (Pocock, Biometrika 64, 1977) and 2.040 (O'Brien and Fleming, Biometrics 35,
     * 1979).
     */
    @Test
    void classicalBoundsSpendAlpha() {
        double[] shares = {.2, .4, .6, .8, 1};
        double[] pocock = new double[5];
        double[] flat = new double[5];
        for (int look = 0; look < 5; look++) {
            pocock[look] = 2.413;
            flat[look] = 2.040 / Math.sqrt(shares[look]);
        }
        assertThat(new PlannedLooks(Hypothesis.NO_DIFFERENCE, shares, pocock).power(0))
                .isCloseTo(.05, within(5e-5));
        assertThat(new PlannedLooks(Hypothesis.NO_DIFFERENCE, shares, flat).power(0))
                .isCloseTo(.05, within(1e-4));
    }

    /** Two looks: the second is crossed first with a probability that is one integral. */
    @Test
    void twoLooksByOneIntegral() {
        PlannedLooks looks = PLAN.with(Alternative.GREATER)
                .with(Spending.hwangShihDeCani(-4))
                .looksAt(.3, 1);
        double[] b = looks.bounds();
        double drift = 2.2;
        int steps = 20_000;
        double width = 20 / (double) steps;
        double second = 0;
        for (int i = 0; i < steps; i++) {
            double z = b[0] - 20 + (i + .5) * width;
            double density = NORMAL.density(z - drift * Math.sqrt(.3));
            double from = b[1] - z * Math.sqrt(.3);
            second += width * density * NORMAL.survivalProbability((from - drift * .7) / Math.sqrt(.7));
        }
        double first = NORMAL.survivalProbability(b[0] - drift * Math.sqrt(.3));

        assertThat(looks.crossedBy(drift)[0]).isCloseTo(first, within(1e-12));
        assertThat(looks.power(drift)).isCloseTo(first + second, within(1e-8));
        double spent = .05 * Math.expm1(1.2) / Math.expm1(4);
        assertThat(looks.crossedBy(0)[0]).isCloseTo(spent, within(1e-12));
        assertThat(looks.power(0)).isCloseTo(.05, within(1e-11));
    }

    @Test
    void aPlanOfFiftySixNightsSpendsAlphaAndFindsWhatItSays() {
        PlannedLooks looks = PLAN.equalLooks(56);
        double drift = looks.driftFor(.8);
        assertThat(looks.power(drift)).isCloseTo(.8, within(1e-9));
        assertThat(looks.bounds()[0]).as("less than 1e-14 to spend").isInfinite();
        double[] none = simulate(looks, 0);
        double[] some = simulate(looks, drift);

        assertThat(looks.power(0)).isCloseTo(.05, within(1e-10));
        assertThat(none[0]).isCloseTo(.05, within(Looking.slack(10_000)));
        assertThat(some[0]).isCloseTo(.8, within(3 * Math.sqrt(.16 / 10_000)));
        assertThat(some[1]).isCloseTo(looks.expectedShare(drift), within(.01));
        assertThat(looks.inflation(.8)).isBetween(1.03, 1.06);
    }

    /** The share that crosses, and the mean share of information then. */
    private static double[] simulate(PlannedLooks looks, double drift) {
        SplittableRandom random = new SplittableRandom(11);
        double[] shares = looks.shares();
        double[] bounds = looks.bounds();
        double crossed = 0;
        double used = 0;
        for (int test = 0; test < 10_000; test++) {
            double place = 0;
            double before = 0;
            for (int look = 0; look < shares.length; look++) {
                double step = shares[look] - before;
                place += drift * step + Math.sqrt(step) * random.nextGaussian();
                before = shares[look];
                if (Math.abs(place) >= bounds[look] * Math.sqrt(before)) {
                    crossed++;
                    break;
                }
            }
            used += before;
        }
        return new double[] {crossed / 10_000, used / 10_000};
    }

    @Test
    void oneLookIsAFixedTest() {
        PlannedLooks look = PLAN.equalLooks(1);
        assertThat(look.bounds()[0]).isCloseTo(1.959963984540054, within(1e-10));
        assertThat(look.inflation(.9)).isCloseTo(1, within(1e-9));
        assertThat(look.driftFor(.8)).as("1.959964 + 0.841621").isCloseTo(2.801585, within(5e-5));
        assertThat(PLAN.with(Alternative.GREATER).equalLooks(1).driftFor(.8)).isCloseTo(2.486475, within(1e-6));
        assertThat(PLAN.with(Alternative.LESS).equalLooks(1).driftFor(.8)).isCloseTo(-2.486475, within(1e-6));
    }

    @Test
    void moreInformationThanPlannedSpendsWhatIsLeft() {
        PlannedLooks looks = PLAN.looksAt(.5, 1.2);
        assertThat(looks.power(0)).isCloseTo(.05, within(1e-11));
        assertThat(looks.expectedShare(0)).isBetween(1.19, 1.2);
    }

    @Test
    void anEarlyLookSpendsNextToNothing() {
        PlannedLooks looks = PLAN.looksAt(.01, 1);
        assertThat(looks.bounds()[0]).isInfinite();
        assertThat(looks.bounds()[1]).isCloseTo(1.959963984540054, within(1e-9));
        assertThat(looks.nominalAlphas()[0]).isZero();
        assertThat(looks.judge(1, 1, .5, "group_sequential").lower()).isEmpty();
    }

    @Test
    void theIntervalOfALookIsItsBoundTimesTheError() {
        PlannedLooks looks = PLAN.equalLooks(5);
        assertThat(looks.judge(5, 1, .5, "group_sequential").lower().getAsDouble())
                .isCloseTo(1 - 2.0310 * .5, within(5e-5));
        assertThat(looks.judge(5, 1, .5, "group_sequential").pValue()).isEmpty();
        assertThat(looks.looks()).isEqualTo(5);
    }

    @Test
    void spendingEndsAtAlpha() {
        for (Spending spending : new Spending[] {
            Spending.obrienFleming(),
            Spending.pocock(),
            Spending.power(3),
            Spending.hwangShihDeCani(-4),
            Spending.hwangShihDeCani(0)
        }) {
            assertThat(spending.spent(.03, 1)).isCloseTo(.03, within(1e-15));
            assertThat(spending.spent(.03, .5)).isBetween(0.0, .03);
        }
    }

    @Test
    void plansThatCannotBeAreRefused() {
        assertThatThrownBy(() -> PLAN.looksAt()).hasMessageContaining("without a look");
        assertThatThrownBy(() -> PLAN.looksAt(.5, .4)).hasMessageContaining("look 2 at a share of 0.4");
        assertThatThrownBy(() -> PLAN.looksAt(1, 1.2)).hasMessageContaining("look 1 at a share of 1.0");
        assertThatThrownBy(() -> PLAN.equalLooks(0)).hasMessageContaining("0 looks");
        assertThatThrownBy(() -> Spending.power(0)).hasMessageContaining("power of 0.0");
        assertThatThrownBy(() -> Spending.hwangShihDeCani(Double.NaN)).hasMessageContaining("gamma of NaN");
        PlannedLooks looks = PLAN.equalLooks(2);
        assertThatThrownBy(() -> looks.judge(3, 1, 1, "x")).hasMessageContaining("look 3");
        assertThatThrownBy(() -> looks.driftFor(.01)).hasMessageContaining("power of 0.01");
        assertThatThrownBy(() -> looks.power(Double.NaN)).hasMessageContaining("drift of NaN");
    }
}
