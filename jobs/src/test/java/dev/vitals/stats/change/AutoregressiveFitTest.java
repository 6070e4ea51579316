package dev.vitals.stats.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.time.LocalDate;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class AutoregressiveFitTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    private static final InterruptedTimeSeries SERIES = InterruptedTimeSeries.withDefaults();

    /** The restricted likelihood by its definition with full matrices, on a grid of correlations; days are missing. */
    @Test
    void coefficientsAndErrorsAreThoseOfTheMatrixForm() {
        Random random = new Random(3);
        int[] days = new int[40];
        double[][] rows = new double[days.length][];
        double[] values = new double[days.length];
        double noise = 0;
        for (int i = 0, day = 0; i < days.length; i++, day += i % 7 == 0 ? 3 : 1) {
            days[i] = day;
            rows[i] = new double[] {1, day - 20, day < 20 ? 0 : 1, day < 20 ? 0 : day - 20};
            noise = .5 * noise + random.nextGaussian();
            values[i] = 3 + .1 * day + noise;
        }
        AutoregressiveFit fit = new AutoregressiveFit(rows, values, days);
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (double r = -.9; r < .98; r += .002) {
            double criterion = matrices(rows, values, days, r)[0];
            if (criterion < least) {
                least = criterion;
                best = r;
            }
        }
        double[] oracle = matrices(rows, values, days, fit.autocorrelation());
        Effect level = fit.judge(Hypothesis.NO_DIFFERENCE, 0, 0, 1, 0);

        assertThat(fit.autocorrelation()).isCloseTo(best, within(.002));
        assertThat(level.value().getAsDouble()).isCloseTo(oracle[1], within(1e-9));
        assertThat(level.standardError().getAsDouble()).isCloseTo(oracle[2], within(1e-9));
        assertThat(level.degreesOfFreedom()).isBetween(1.0, 36.0);
        assertThat(fit.coefficients()[2]).isCloseTo(oracle[1], within(1e-9));
    }

    /** ln|V| + ln|X' V^-1 X| + (n - k) ln S, the third coefficient and its error. */
    private static double[] matrices(double[][] rows, double[] values, int[] days, double r) {
        int n = rows.length;
        RealMatrix v = new Array2DRowRealMatrix(n, n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                v.setEntry(i, j, Math.pow(r, Math.abs(days[i] - days[j])));
            }
        }
        RealMatrix x = new Array2DRowRealMatrix(rows);
        RealMatrix y = MatrixUtils.createColumnRealMatrix(values);
        RealMatrix inverse = MatrixUtils.inverse(v);
        RealMatrix information = x.transpose().multiply(inverse).multiply(x);
        RealMatrix covariance = MatrixUtils.inverse(information);
        RealMatrix b = covariance.multiply(x.transpose()).multiply(inverse).multiply(y);
        RealMatrix left = y.subtract(x.multiply(b));
        double squares = left.transpose().multiply(inverse).multiply(left).getEntry(0, 0);
        double criterion = Math.log(new LUDecomposition(v).getDeterminant())
                + Math.log(new LUDecomposition(information).getDeterminant())
                + (n - 4) * Math.log(squares);
        return new double[] {criterion, b.getEntry(2, 0), Math.sqrt(squares / (n - 4) * covariance.getEntry(2, 2))};
    }

    /** 60 days of which each has 0.3 of the noise of the day before: 95% hold the truth, which Newey and West miss. */
    @Test
    void intervalsOfShortSeriesHoldTheTruth() {
        Random random = new Random(4);
        int rounds = 300;
        int held = 0;
        for (int round = 0; round < rounds; round++) {
            TreeMap<LocalDate, Double> series = new TreeMap<>();
            double noise = random.nextGaussian() / Math.sqrt(1 - .09);
            for (int day = 0; day < 60; day++) {
                noise = .3 * noise + random.nextGaussian();
                series.put(FIRST.plusDays(day), 10 + noise + (day < 30 ? 0 : 2));
            }
            SegmentedFit fit = SERIES.fit(series, FIRST.plusDays(30));
            Effect level = fit.levelChange();
            assertThat(fit.autocorrelation().getAsDouble()).isBetween(-.9, .98);
            held += level.lower().getAsDouble() <= 2 && 2 <= level.upper().getAsDouble() ? 1 : 0;
        }

        assertThat((double) held / rounds).isBetween(.92, .98);
    }

    @Test
    void aSeriesWithoutNoiseIsReadAsItIs() {
        TreeMap<LocalDate, Double> series = new TreeMap<>();
        for (int day = 0; day < 30; day++) {
            series.put(FIRST.plusDays(day), 5 + .1 * day + (day < 15 ? 0 : 3));
        }
        SegmentedFit fit = SERIES.fit(series, FIRST.plusDays(15));

        assertThat(fit.levelChange().value().getAsDouble()).isCloseTo(3, within(1e-9));
        assertThat(fit.counterfactual(FIRST.plusDays(20))).isCloseTo(7, within(1e-9));
        assertThat(fit.levelChange().method()).isEqualTo("segmented_regression_autoregressive");
        assertThat(fit.lag()).isZero();
        assertThat(SERIES.withNeweyWest().fit(series, FIRST.plusDays(15)).autocorrelation())
                .isEmpty();
    }
}
