package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.FalseDiscovery;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inputs at the edge of what tests take: two units, no spread, ties, p-values near 0 and of 0; by SciPy 1.17.1. */
class EdgeInputsTest {
    private static final WelchTest TEST = WelchTest.withDefaults();

    private static SampleMean of(double... values) {
        CoMoments.Accumulator units = new CoMoments.Accumulator(1);
        for (double value : values) {
            units.add(value);
        }
        return units.state().sample(0);
    }

    private static void require(Effect effect, double p, double lower, double freedom) {
        assertThat(effect.pValue().getAsDouble()).isCloseTo(p, within(1e-13));
        assertThat(effect.lower().getAsDouble()).isCloseTo(lower, within(1e-10));
        assertThat(effect.degreesOfFreedom()).isCloseTo(freedom, within(1e-12));
    }

    /** ttest_ind, equal_var=False: two units, an arm without spread, two units against a thousand, equal arms. */
    @Test
    void smallArmsAsScipy() {
        require(TEST.difference(of(1, 3), of(2, 5)), .5038378637419373, -7.467061768081358, 1.7422680412371134);
        require(
                TEST.with(Alternative.GREATER).difference(of(1, 3), of(2, 5)),
                .25191893187096864,
                -4.335547885256116,
                1.7422680412371134);
        require(TEST.difference(of(1, 1, 1), of(2, 3, 5)), .11808289631180308, -1.4612497002634255, 2);
        double[] many = IntStream.range(0, 1000).mapToDouble(i -> i * 37 % 101).toArray();
        require(
                TEST.withConfidence(.999).difference(of(1, 2, 9), of(many)),
                .001004028203369392,
                -.07239344546238158,
                2.574420259843805);
        require(TEST.with(Alternative.GREATER).difference(of(1, 2, 3, 4), of(1, 2, 3, 4)), .5, -1.7738727882290808, 6);
    }

    /** The same arms 1.7e9 further on: a mean there is known to 2.4e-7, and the spread to all its digits. */
    @Test
    void aLargeOffsetIsNoSpread() {
        double offset = 1.7e9;
        Effect far = TEST.difference(of(offset, offset + 1, offset + 4), of(offset + 1, offset + 2, offset + 6));
        Effect near = TEST.difference(of(0, 1, 4), of(1, 2, 6));

        assertThat(far.standardError().getAsDouble())
                .isCloseTo(near.standardError().getAsDouble(), within(1e-14));
        assertThat(far.value().getAsDouble()).isCloseTo(near.value().getAsDouble(), within(2.4e-7));
    }

    /** z^2 s0^2 / (n0 m0^2) is .96: limits are the roots of (2 - r)^2 = z^2 (1 / 10 + r^2 / 4); of 1.04 there are none. */
    @Test
    void fiellersLimitsGoFarBeforeThereAreNone() {
        RatioOfMeans ratio = RatioOfMeans.withDefaults();
        Effect near = ratio.fieller(new SampleMean(10, 1, 2.5), new SampleMean(10, 2, 1));

        assertThat(near.lower().getAsDouble()).isCloseTo(-.08779108963780913, within(1e-10));
        assertThat(near.upper().getAsDouble()).isCloseTo(99.00794363329334, within(1e-7));
        assertThat(ratio.fieller(new SampleMean(10, 1, 2.7), new SampleMean(10, 2, 1))
                        .upper())
                .isEmpty();
    }

    /** binomtest of three and of no units of a thousand that were to be one, and of 60,000 of 110,000; chi2.sf. */
    @Test
    void lopsidedSplitsAsScipy() {
        assertThat(SampleRatio.exactPValue(3, 997, .001)).isCloseTo(.080209342840201, within(1e-13));
        assertThat(SampleRatio.exactPValue(0, 1000, .001)).isCloseTo(.6319365117407765, within(1e-13));
        assertThat(SampleRatio.exactPValue(60_000, 50_000, .5) / 6.058951712631803e-200)
                .isCloseTo(1, within(1e-7));
        assertThat(SampleRatio.pValue(new long[] {60_000, 50_000}, new double[] {1, 1}) / 1.0365190862301937e-199)
                .isCloseTo(1, within(1e-11));
    }

    /** fisher_exact, barnard_exact and boschloo_exact with n=1024, of 0 and 6 of 50; five and 22 of a million. */
    @Test
    void rareSharesAsScipy() {
        assertThat(SharesTest.FISHER.pValue(0, 50, 6, 50)).isCloseTo(.026661076308390465, within(1e-14));
        assertThat(SharesTest.BARNARD.pValue(0, 50, 6, 50)).isCloseTo(.012049216119429757, within(1e-12));
        assertThat(SharesTest.BOSCHLOO.pValue(0, 50, 6, 50)).isCloseTo(.017266174297048638, within(1e-12));
        assertThat(SharesTest.FISHER.pValue(5, 1_000_000, 22, 1_100_000)).isCloseTo(.003056560031834879, within(1e-10));
    }

    /** statsmodels 0.15.0, multipletests. */
    @Test
    void tiesAndZeroesAsStatsmodels() {
        double[] zero = {0, .01, .01, .5, 1};
        double[] ties = {.04, .9, .04, .03, 1e-300};

        assertThat(FamilyWise.HOMMEL.adjust(zero)).containsExactly(new double[] {0, .03, .03, 1, 1}, within(1e-15));
        assertThat(FamilyWise.HOLM_SIDAK.adjust(zero))
                .containsExactly(new double[] {0, .03940399, .03940399, .75, 1}, within(1e-15));
        assertThat(FalseDiscovery.withDefaults().adjust(zero))
                .containsExactly(new double[] {0, .05 / 3, .05 / 3, .625, 1}, within(1e-15));
        assertThat(FamilyWise.HOMMEL.adjust(ties))
                .containsExactly(new double[] {.08, .9, .08, .06, 5e-300}, within(1e-15));
        assertThat(FamilyWise.HOCHBERG.adjust(ties))
                .containsExactly(new double[] {.08, .9, .08, .08, 5e-300}, within(1e-15));
        assertThat(FamilyWise.HOLM_SIDAK.adjust(ties))
                .containsExactly(new double[] {.115264, .9, .115264, .11470719, 5e-300}, within(1e-15));
        assertThat(FamilyWise.HOLM_SIDAK.adjust(ties)[4] / 5e-300).isCloseTo(1, within(1e-12));
    }

    /** statsmodels 0.15.0, TTestIndPower: two units an arm, two against a thousand, an alpha of 0.0001. */
    @Test
    void powersOfTwoUnitsAsStatsmodels() {
        Power student = Power.withDefaults().withStudent();

        assertThat(student.power(new PlannedArms(2, 2, 10, 1), 5)).isCloseTo(.7191805363914983, within(1e-9));
        assertThat(student.power(new PlannedArms(2, 1000, 10, 1), 1)).isCloseTo(.29204164668704174, within(1e-9));
        assertThat(Power.of(Hypothesis.NO_DIFFERENCE.withConfidence(.9999))
                        .withStudent()
                        .power(new PlannedArms(20, 25, 10, 1), .8))
                .isCloseTo(.07333787671394479, within(1e-9));
    }

    /** statsmodels 0.15.0, test_poisson_2indep: no event in an arm, and a hundred thousand in both. */
    @Test
    void ratesOfNoneAndOfManyAsStatsmodels() {
        TwoRates rates = TwoRates.withDefaults();
        Rate three = new Rate(3, 100);
        Rate none = new Rate(0, 50);

        assertThat(rates.lift(three, none).pValue().getAsDouble()).isCloseTo(.22067136191984682, within(1e-14));
        assertThat(rates.exactPValue(three, none)).isCloseTo(5 / 9.0, within(1e-14));
        assertThat(rates.lift(three, none).lower())
                .as("statsmodels has 1.561 here")
                .hasValue(-1);
        assertThat(rates.lift(new Rate(100_000, 1e6), new Rate(101_000, 1e6))
                        .pValue()
                        .getAsDouble())
                .isCloseTo(.02571435474392227, within(1e-12));
    }
}
