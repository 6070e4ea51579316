package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoMomentsTest {
    /** D3, own: a million units of a large mean with a little spread. */
    @Test
    void littleSpreadAroundALargeMeanIsNotLost() {
        CoMoments.Accumulator all = new CoMoments.Accumulator(1);
        for (int i = 0; i < 1_000_000; i++) {
            all.add(1.7e9 + i % 5);
        }

        assertThat(all.state().covariance(0, 0)).isCloseTo(2.000002000002, within(5e-13));
    }

    @Test
    void mergedPartsAreTheWholeWhereverItIsCut() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            double[][] units = new double[40][3];
            for (double[] unit : units) {
                unit[0] = 1e6 + random.nextGaussian();
                unit[1] = unit[0] * 2 + random.nextGaussian();
                unit[2] = random.nextDouble();
            }
            int cut = random.nextInt(units.length + 1);
            CoMoments merged = of(units, 0, cut).merge(of(units, cut, units.length));

            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    assertThat(merged.covariance(i, j)).isCloseTo(exactCovariance(units, i, j), within(1e-9));
                }
            }
        }
    }

    private static CoMoments of(double[][] units, int from, int to) {
        CoMoments.Accumulator part = new CoMoments.Accumulator(3);
        for (int i = from; i < to; i++) {
            part.add(units[i]);
        }
        return part.state();
    }

    private static double exactCovariance(double[][] units, int one, int other) {
        BigDecimal n = BigDecimal.valueOf(units.length);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal otherSum = BigDecimal.ZERO;
        BigDecimal products = BigDecimal.ZERO;
        for (double[] unit : units) {
            BigDecimal a = new BigDecimal(unit[one]);
            BigDecimal b = new BigDecimal(unit[other]);
            sum = sum.add(a);
            otherSum = otherSum.add(b);
            products = products.add(a.multiply(b));
        }
        return products.subtract(sum.multiply(otherSum).divide(n, new MathContext(60)))
                .divide(n.subtract(BigDecimal.ONE), MathContext.DECIMAL64)
                .doubleValue();
    }

    @Test
    void aStateIsWhatItWasAfterItWasStored() {
        CoMoments state = of(new double[][] {{1, 2, 3}, {2, 5, 1}, {4, 1, 1}}, 0, 3);

        assertThat(CoMoments.of(state.n(), state.means(), state.coMoments())).isEqualTo(state);
        assertThat(state.merge(CoMoments.none(3))).isEqualTo(state);
        assertThat(CoMoments.none(3).merge(state)).isEqualTo(state);
    }

    @Test
    void whatFitsNotTogetherIsRefused() {
        assertThatThrownBy(() -> CoMoments.of(1, new double[2], new double[2]))
                .hasMessageContaining("k (k + 1) / 2 co-moments");
        assertThatThrownBy(() -> CoMoments.none(2).merge(CoMoments.none(3))).hasMessageContaining("takes none of 3");
        assertThatThrownBy(() -> new CoMoments.Accumulator(1).add(1, 2)).hasMessageContaining("no unit of 1");
        assertThatThrownBy(() -> CoMoments.of(1, new double[1], 0).covariance(0, 0))
                .hasMessageContaining("two are needed");
    }

    /** D1, own: the difference of two ratios of clusters' sums has the error of the delta method, .4813572529. */
    @Test
    void aRatioOfClustersIsTheDeltaMethod() {
        CoMoments control = clusters(new double[] {30, 96, 14, 45}, 12, 30, 7, 18);
        CoMoments treatment = clusters(new double[] {90, 18, 168, 42}, 25, 9, 40, 15);
        Effect effect = WelchTest.withDefaults().difference(control.ratio(0, 1), treatment.ratio(0, 1));

        assertThat(effect.value().getAsDouble()).isCloseTo(.8118396780144219, within(1e-14));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(.48135725293171483, within(1e-14));
    }

    private static CoMoments clusters(double[] sums, double... units) {
        CoMoments.Accumulator all = new CoMoments.Accumulator(2);
        for (int g = 0; g < sums.length; g++) {
            all.add(sums[g], units[g]);
        }
        return all.state();
    }
}
