package dev.vitals.stats.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Hypothesis;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class MixtureTest {
    /** Q1: confseq, uniform_boundaries_unittest.cpp, lowest at a variance of 100 with an alpha of 0.05. */
    @Test
    void valuesAndBoundariesOfConfseq() {
        assertThat(100 / Tuning.near(.05)).isCloseTo(12.60056, within(5e-6));
        require(Mixture.normal(100, .05), -.6510052, 30.35209);
        require(Mixture.normalUpwards(100, .05), -.06502391, 27.66071);
        require(Mixture.gammaExponential(100, .05, 2), -.2490165, 33.02017);
        require(Mixture.gammaPoisson(100, .05, 2), -.06991219, 30.1949);
        require(Mixture.betaBinomial(100, .05, .2, .8), -.6941012, 31.4308);
        require(Mixture.betaBinomialUpwards(100, .05, .2, .8), -.07134019, 28.41238);
    }

    private static void require(Mixture mixture, double logValue, double bound) {
        assertThat(mixture.logValue(10, 100)).isCloseTo(logValue, within(5e-8));
        assertThat(mixture.bound(100, .05)).isCloseTo(bound, within(5e-6));
    }

    /** confseq, a boundary that two values can't cross. */
    @Test
    void aBoundaryIsNotAboveWhatCanBe() {
        assertThat(Mixture.betaBinomialUpwards(100, .05, .2, .8).bound(2 * .2 * .8, .05))
                .isCloseTo(2 * .8, within(1e-12));
    }

    /** The closed form sqrt((v + rho) (ln(1 + v / rho) + 2 ln(1 / alpha))). */
    @Test
    void theNormalBoundaryIsThatOfTheConfidenceSequence() {
        double rho = 100 / Tuning.near(.05);
        for (double v : new double[] {.01, 5, 100, 1e6}) {
            assertThat(Mixture.normal(100, .05).bound(v, .02))
                    .isCloseTo(Math.sqrt((v + rho) * (Math.log1p(v / rho) + 2 * Math.log(50))), within(1e-8));
        }
        assertThat(Mixture.normal(5000, .05).bound(700, .05) / Math.sqrt(700))
                .isCloseTo(
                        ConfidenceSequence.tunedFor(5000).criticalValue(Hypothesis.NO_DIFFERENCE, 700), within(1e-9));
    }

    /** Each as the mean of exp(l s - psi(l) v) over its prior, by the midpoint rule. */
    @Test
    void everyMixtureIsAMeanOverItsPrior() {
        double two = 60 / Tuning.near(.05);
        double one = 60 / Tuning.near(.1);
        double s = 7;
        double v = 40;
        DoubleUnaryOperator normal = l -> l * s - l * l / 2 * v;
        requireMean(Mixture.normal(60, .05), mean(-5, 5, l -> -l * l * two / 2, normal));
        requireMean(Mixture.normalUpwards(60, .05), mean(0, 5, l -> -l * l * one / 2, normal));
        double c = 1.5;
        double shape = one / (c * c);
        requireMean(Mixture.gammaExponential(60, .05, c), mean(0, 1, u -> (shape - 1) * Math.log(u) - shape * u, u -> {
            double l = (1 - u) / c;
            return l * s - (-Math.log(1 - c * l) - c * l) / (c * c) * v;
        }));
        requireMean(Mixture.gammaPoisson(60, .05, c), mean(1, 12, u -> (shape - 1) * Math.log(u) - shape * u, u -> {
            double l = Math.log(u) / c;
            return l * s - (Math.exp(c * l) - c * l - 1) / (c * c) * v;
        }));
        double g = .7;
        double h = 1.9;
        DoubleUnaryOperator bernoulli = u -> {
            double l = Math.log((1 - u) / u * h / g) / (g + h);
            return l * s - Math.log((g * Math.exp(h * l) + h * Math.exp(-g * l)) / (g + h)) / (g * h) * v;
        };
        requireMean(Mixture.betaBinomial(60, .05, g, h), mean(0, 1, u -> beta(u, two - g * h, g, h), bernoulli));
        requireMean(
                Mixture.betaBinomialUpwards(60, .05, g, h),
                mean(0, h / (g + h), u -> beta(u, one - g * h, g, h), bernoulli));
    }

    private static void requireMean(Mixture mixture, double mean) {
        assertThat(mixture.logValue(7, 40)).isCloseTo(Math.log(mean), within(1e-6));
        assertThat(mixture.pValue(7, 40)).isCloseTo(Math.min(1, 1 / mean), within(1e-6));
    }

    private static double beta(double u, double r, double g, double h) {
        return (r / (g * (g + h)) - 1) * Math.log(u) + (r / (h * (g + h)) - 1) * Math.log(1 - u);
    }

    private static double mean(double from, double to, DoubleUnaryOperator logPrior, DoubleUnaryOperator logValue) {
        double above = 0;
        double below = 0;
        for (int i = 0; i < 50_000; i++) {
            double at = from + (i + .5) * (to - from) / 50_000;
            double prior = Math.exp(logPrior.applyAsDouble(at));
            above += prior * Math.exp(logValue.applyAsDouble(at));
            below += prior;
        }
        return above / below;
    }

    @Test
    void noEffectCrossesNoMoreOftenThanAlphaAtAnyUnit() {
        requireCrossings(Mixture.normal(50, .05), SplittableRandom::nextGaussian, 1);
        requireCrossings(Mixture.normalUpwards(50, .05), SplittableRandom::nextGaussian, 1);
        requireCrossings(
                Mixture.betaBinomialUpwards(20, .05, .1, .9), random -> random.nextDouble() < .1 ? .9 : -.1, .09);
        requireCrossings(Mixture.betaBinomial(20, .05, .1, .9), random -> random.nextDouble() < .1 ? .9 : -.1, .09);
        requireCrossings(Mixture.gammaExponential(50, .05, 1), random -> random.nextExponential() - 1, 1);
        requireCrossings(Mixture.gammaPoisson(50, .05, 1), random -> poisson(random) - 1, 1);
    }

    private static int poisson(SplittableRandom random) {
        int events = 0;
        for (double time = random.nextExponential(); time < 1; time += random.nextExponential()) {
            events++;
        }
        return events;
    }

    private static void requireCrossings(Mixture mixture, ToDoubleFunction<SplittableRandom> value, double variance) {
        SplittableRandom random = new SplittableRandom(77);
        int crossed = 0;
        for (int test = 0; test < 400; test++) {
            double sum = 0;
            for (int n = 1; n <= 400; n++) {
                sum += value.applyAsDouble(random);
                if (sum > 0 && mixture.pValue(sum, n * variance) <= .05) {
                    crossed++;
                    break;
                }
            }
        }
        assertThat(crossed / 400.0).isLessThan(.05 + Looking.slack(400)).isGreaterThan(.002);
    }

    /** Q1: confseq, uniform_boundaries_unittest.cpp. */
    @Test
    void stitchingOfConfseq() {
        assertThat(PolynomialStitching.from(10, 3).bound(100, .05)).isCloseTo(64.48755, within(5e-6));
        assertThat(PolynomialStitching.from(10, -1).bound(100, .05)).isCloseTo(28.99389, within(5e-6));
        assertThat(PolynomialStitching.from(10, 3).bound(1, .05))
                .isEqualTo(PolynomialStitching.from(10, 3).withEpochs(1.4, 2).bound(10, .05));
    }

    @Test
    void zetaOfKnownValues() {
        assertThat(PolynomialStitching.zeta(2)).isCloseTo(Math.PI * Math.PI / 6, within(1e-13));
        assertThat(PolynomialStitching.zeta(4)).isCloseTo(Math.pow(Math.PI, 4) / 90, within(1e-13));
        assertThat(PolynomialStitching.zeta(1.5)).isCloseTo(2.612375348685488, within(1e-13));
    }

    @Test
    void stitchingCrossesNoMoreOftenThanAlpha() {
        PolynomialStitching stitching = PolynomialStitching.from(1, 0);
        double share = Looking.shareEverSmall(400, 1000, (sum, n) -> sum >= stitching.bound(n, .05) ? 0 : 1);
        assertThat(share).isLessThan(.05);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Mixture.normal(0, .05)).hasMessageContaining("variance of 0.0");
        assertThatThrownBy(() -> Mixture.normalUpwards(1, .5)).hasMessageContaining("alpha 0.5");
        assertThatThrownBy(() -> Mixture.gammaPoisson(1, .05, 0)).hasMessageContaining("scale of 0.0");
        assertThatThrownBy(() -> Mixture.betaBinomial(1, .05, 0, 1)).hasMessageContaining("range of 0.0");
        assertThatThrownBy(() -> Mixture.betaBinomial(1, .05, 1, 1).logValue(3, 1))
                .hasMessageContaining("from -1.0 to 1.0");
        assertThatThrownBy(() -> Mixture.gammaPoisson(1, .05, 1).logValue(-3, 1))
                .hasMessageContaining("sum of -3.0");
        assertThatThrownBy(() -> PolynomialStitching.from(0, 1)).hasMessageContaining("variance of 0.0");
        assertThatThrownBy(() -> PolynomialStitching.from(1, 1).withEpochs(1, 2))
                .hasMessageContaining("power of 1.0");
        assertThatThrownBy(() -> PolynomialStitching.from(1, 1).bound(1, 1)).hasMessageContaining("alpha of 1.0");
    }

    @Test
    void aGammaMixtureSaysWhereItIsNormal() {
        assertThatThrownBy(() -> Mixture.gammaPoisson(100, .05, .001).logValue(5e3, 1e6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("take the normal mixture");
        assertThat(Mixture.gammaPoisson(100, .05, .1).logValue(5e3, 1e6))
                .isCloseTo(Mixture.normalUpwards(100, .05).logValue(5e3, 1e6), within(.01));
    }
}
