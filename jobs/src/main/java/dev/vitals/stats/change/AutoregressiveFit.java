package dev.vitals.stats.change;

import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Generalised least squares of a series whose noise is r times that of the day before plus news, r by restricted
 * likelihood (Cheang and Reinsel, JASA 95, 2000).
 *
 * <p>With V the correlations r^|s - t| of k coefficients and n days, r minimises ln|V| + ln|X' V^-1 X| + (n - k) ln S,
 * S being the weighted sum of squared residuals. A sum of coefficients has Student's distribution with Satterthwaite's
 * degrees of freedom, 2 / Var(ln v) of its variance v: 2 / (n - k) from S, and the square of the slope of ln v along r
 * times the variance of r, which is 2 over the curvature of what is minimised.
 */
final class AutoregressiveFit implements SegmentError {
    private static final String METHOD = "segmented_regression_autoregressive";
    private static final double LEAST = -0.9;
    private static final double MOST = 0.98;
    private static final int GRID = 24;
    private static final double STEP = 0.02;

    private final double[][] rows;
    private final double[] values;
    private final int[] days;
    private final double autocorrelation;
    private final double curvature;
    private final Whitened at;
    private final Whitened below;
    private final Whitened above;

    /**
     * @param rows of the design, of full rank and more of them than columns
     * @param days of the values, ascending
     */
    AutoregressiveFit(double[][] rows, double[] values, int... days) {
        this.rows = rows;
        this.values = values;
        this.days = days;
        this.autocorrelation = likeliest();
        this.at = new Whitened(autocorrelation);
        this.below = new Whitened(autocorrelation - STEP / 2);
        this.above = new Whitened(autocorrelation + STEP / 2);
        this.curvature = (above.criterion() - 2 * at.criterion() + below.criterion()) / (STEP * STEP / 4);
    }

    private double likeliest() {
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        double width = (MOST - LEAST) / GRID;
        for (int i = 0; i <= GRID; i++) {
            double criterion = new Whitened(LEAST + i * width).criterion();
            if (criterion < least) {
                least = criterion;
                best = LEAST + i * width;
            }
        }
        return new BrentOptimizer(1e-9, 1e-10)
                .optimize(
                        new MaxEval(200),
                        GoalType.MINIMIZE,
                        new UnivariateObjectiveFunction(r -> new Whitened(r).criterion()),
                        new SearchInterval(Math.max(LEAST, best - width), Math.min(MOST, best + width), best))
                .getPoint();
    }

    /** How much of a day's noise is that of the day before. */
    double autocorrelation() {
        return autocorrelation;
    }

    @Override
    public double[] coefficients() {
        return at.coefficients();
    }

    @Override
    public Effect judge(Hypothesis hypothesis, double... weights) {
        double variance = at.variance(weights);
        double free = (double) values.length - rows[0].length;
        double slope = Math.log(above.variance(weights) / below.variance(weights)) / STEP;
        double ofCorrelation = curvature > 0 ? slope * slope * 2 / curvature : 0;
        double freedom = Math.max(1, 2 / (2 / free + ofCorrelation));
        return hypothesis.judge(value(weights), Math.sqrt(variance), variance > 0 ? freedom : free, METHOD);
    }

    /** The regression after each day is taken less what is known of it from the day before, by some correlation. */
    private final class Whitened {
        private final QRDecomposition qr;
        private final double[] coefficients;
        private final double squares;
        private final double logCorrelations;

        Whitened(double correlation) {
            double[][] x = new double[rows.length][];
            double[] whitened = new double[values.length];
            double log = 0;
            for (int i = 0; i < x.length; i++) {
                double known = i == 0 ? 0 : Math.pow(correlation, days[i] - days[i - 1]);
                double left = 1 - known * known;
                double scale = 1 / Math.sqrt(left);
                log += Math.log(left);
                x[i] = new double[rows[i].length];
                for (int j = 0; j < x[i].length; j++) {
                    x[i][j] = scale * (rows[i][j] - (i == 0 ? 0 : known * rows[i - 1][j]));
                }
                whitened[i] = scale * (values[i] - (i == 0 ? 0 : known * values[i - 1]));
            }
            RealMatrix design = new Array2DRowRealMatrix(x, false);
            this.qr = new QRDecomposition(design);
            this.coefficients =
                    qr.getSolver().solve(new ArrayRealVector(whitened, false)).toArray();
            double[] fitted = design.operate(coefficients);
            double sum = 0;
            for (int i = 0; i < fitted.length; i++) {
                sum += (whitened[i] - fitted[i]) * (whitened[i] - fitted[i]);
            }
            this.squares = sum;
            this.logCorrelations = log;
        }

        double[] coefficients() {
            return coefficients;
        }

        /** Minus twice the restricted log-likelihood. */
        double criterion() {
            RealMatrix r = qr.getR();
            double log = logCorrelations;
            for (int j = 0; j < coefficients.length; j++) {
                log += 2 * Math.log(Math.abs(r.getEntry(j, j)));
            }
            return log + (values.length - coefficients.length) * Math.log(Math.max(Double.MIN_NORMAL, squares));
        }

        /** Variance of a sum of coefficients: with R' z = weights it is S / (n - k) times z' z. */
        double variance(double... weights) {
            int k = coefficients.length;
            RealMatrix r = qr.getR().getSubMatrix(0, k - 1, 0, k - 1);
            ArrayRealVector z = new ArrayRealVector(Arrays.copyOf(weights, k), false);
            MatrixUtils.solveLowerTriangularSystem(r.transpose(), z);
            return squares / (values.length - k) * z.dotProduct(z);
        }
    }
}
