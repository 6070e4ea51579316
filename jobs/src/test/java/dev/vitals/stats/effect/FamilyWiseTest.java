package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class FamilyWiseTest {
    private static void require(double[] actual, double tolerance, double... expected) {
        assertThat(actual).hasSizeGreaterThanOrEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("test %d", i).isCloseTo(expected[i], within(tolerance * expected[i]));
        }
    }

    /**
     * M1: R multtest, as recorded in statsmodels stats/tests/test_multi.py; its 1 - (1 - p)^m loses the last digits of
     * small ones, which are right here to fifteen digits (mpmath 1.4.1), and of Holm's it prints nine.
     */
    @Test
    void valuesOfMulttest() {
        require(
                FamilyWise.HOLM.adjust(Samples.MULTTEST),
                1e-14,
                5.23656777208e-4,
                2.53264555782e-3,
                .11990184863680001,
                .14191288215860001,
                1,
                1,
                1,
                1,
                1,
                1);
        double last = .967833824309;
        require(
                FamilyWise.HOCHBERG.adjust(Samples.MULTTEST),
                1e-14,
                5.23656777208e-4,
                2.53264555782e-3,
                .11990184863680001,
                .14191288215860001,
                last,
                last,
                last,
                last,
                last,
                last);
        require(
                FamilyWise.SIDAK.adjust(Samples.MULTTEST),
                5e-13,
                5.2353339704891422e-4,
                2.8104897961789277e-3,
                .14016246580579017,
                .18520270949069695,
                .85760763426056130,
                .99996560644133570,
                .99998903512635740,
                .99999661886871472,
                .99999998796038225,
                1);
        require(
                FamilyWise.HOLM_SIDAK.adjust(Samples.MULTTEST),
                5e-13,
                5.2353339704891422e-4,
                2.5297966317768816e-3,
                .11379719679449507,
                .13356756197485375,
                .68947825122356643,
                .99413539782557070,
                .99413539782557070,
                .99413539782557070,
                .99413539782557070,
                .99413539782557070);
        require(
                FamilyWise.SIDAK.adjust(Samples.MULTTEST),
                1e-15,
                5.2353339704871330e-4,
                2.8104897961785053e-3,
                .14016246580578967);
        assertThat(FamilyWise.HOLM_SIDAK.adjust(Samples.MULTTEST)[1]).isCloseTo(2.5297966317764672e-3, within(1e-17));
    }

    /** V14: GrowthBook, experiments.test.ts; T3: tea-tasting, test_multiplicity.py, in the order given there. */
    @Test
    void valuesInTheOrderOfTheTests() {
        require(FamilyWise.HOLM.adjust(.01, .04, .03, .005, .55, .6), 1e-12, .05, .12, .12, .03, 1, 1);
        double[] tea = {.005, .06, .007, .04, .01, .03};
        require(FamilyWise.HOLM.adjust(tea), 1e-12, .03, .09, .035, .09, .04, .09);
        require(FamilyWise.HOCHBERG.adjust(tea), 1e-12, .03, .06, .035, .06, .04, .06);
        require(
                FamilyWise.HOCHBERG_SIDAK.adjust(tea),
                1e-12,
                .0296274906437343,
                .06,
                .0345134180118071,
                .06,
                .0394039900000001,
                .06);
        require(FamilyWise.BONFERRONI.adjust(tea), 1e-12, .03, .36, .042, .24, .06, .18);
    }

    /** Holm's is the closed test with Bonferroni's on every set of tests, Hommel's the one with Simes'. */
    @Test
    void closedTestsAreWhatTheSetsSay() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            double[] p =
                    random.doubles(1 + random.nextInt(7)).map(x -> x * x * x).toArray();
            require(FamilyWise.HOLM.adjust(p), 1e-12, closed(p, set -> set.size() * set.get(0)));
            require(FamilyWise.HOMMEL.adjust(p), 1e-12, closed(p, FamilyWiseTest::simes));
        }
    }

    private static double[] closed(double[] p, ToDoubleFunction<List<Double>> ofAscending) {
        double[] adjusted = new double[p.length];
        for (int members = 1; members < 1 << p.length; members++) {
            List<Double> set = new ArrayList<>();
            for (int i = 0; i < p.length; i++) {
                if ((members >> i & 1) == 1) {
                    set.add(p[i]);
                }
            }
            set.sort(null);
            double of = Math.min(1, ofAscending.applyAsDouble(set));
            for (int i = 0; i < p.length; i++) {
                adjusted[i] = (members >> i & 1) == 1 ? Math.max(adjusted[i], of) : adjusted[i];
            }
        }
        return adjusted;
    }

    private static double simes(List<Double> ascending) {
        double least = 1;
        for (int i = 0; i < ascending.size(); i++) {
            least = Math.min(least, ascending.size() * ascending.get(i) / (i + 1));
        }
        return least;
    }

    @Test
    void aFailedTestStaysInTheFamily() {
        for (FamilyWise method : FamilyWise.values()) {
            double[] adjusted = method.adjust(.01, Double.NaN, .02);
            assertThat(adjusted[1]).isNaN();
            assertThat(adjusted[0]).as(method.name()).isEqualTo(method.adjust(.01, 1, .02)[0]);
            assertThat(method.adjust()).isEmpty();
            assertThatThrownBy(() -> method.adjust(1.5)).hasMessageContaining("not between 0 and 1");
        }
    }
}
