package dev.vitals.stats.effect;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Student's noncentral distribution: that of a difference over its estimated error where the true difference is so many
 * true errors (Johnson and Welch, Biometrika 31, 1940).
 *
 * <p>With Z normal around {@code shift} and s^2 an independent chi-squared over its {@code freedom}, it is that of Z /
 * s. The tail is the mean of the normal tail over ln s, by the trapezoidal rule, which on the whole line converges
 * faster than any power of the step; to 1e-12 or better for 0.5 degrees of freedom or more.
 *
 * @param freedom degrees of freedom, above 0; infinite for the normal distribution
 * @param shift the true difference over its true error
 */
record NoncentralStudent(double freedom, double shift) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** Beyond it the estimated error is the true one in all digits that count. */
    private static final double NEARLY_NORMAL = 1e12;
    /** Where the density of ln s has fallen to exp(-this) of its peak, there is nothing left of it. */
    private static final double FALL = 45;

    private static final int FIRST_POINTS = 64;
    private static final int MOST_POINTS = 1 << 16;

    NoncentralStudent {
        if (!(freedom > 0) || !Double.isFinite(shift)) {
            throw new IllegalArgumentException(
                    "Student's distribution with %s degrees of freedom, shifted by %s, is none:"
                                    .formatted(freedom, shift)
                            + " degrees of freedom must be above 0 and the shift finite");
        }
    }

    /** The probability of a value above t. */
    double above(double t) {
        return freedom >= NEARLY_NORMAL
                ? NORMAL.survivalProbability(t - shift)
                : mean(s -> NORMAL.survivalProbability(t * s - shift));
    }

    /** The probability of a value below t. */
    double below(double t) {
        return new NoncentralStudent(freedom, -shift).above(-t);
    }

    /** The mean of a function of s. */
    private double mean(DoubleUnaryOperator ofError) {
        double left = edge(-1);
        double right = edge(1);
        double weights = 0;
        double sum = 0;
        double before = Double.NaN;
        for (int points = FIRST_POINTS; ; points *= 2) {
            double step = (right - left) / points;
            // From the second round on, the points between those that are known.
            boolean isFirst = points == FIRST_POINTS;
            for (int i = 1; i < points; i += isFirst ? 1 : 2) {
                double y = left + i * step;
                double weight = Math.exp(logDensity(y));
                weights += weight;
                sum += weight * ofError.applyAsDouble(Math.exp(y));
            }
            double mean = sum / weights;
            if (Math.abs(mean - before) <= 1e-13 * mean + 1e-18 || points >= MOST_POINTS) {
                return mean;
            }
            before = mean;
        }
    }

    /** The density of ln s over that at its peak, 0. */
    private double logDensity(double y) {
        return freedom * (y - Math.expm1(2 * y) / 2);
    }

    /** Where nothing is left of the density, by bisection. */
    private double edge(int side) {
        double far = side * 1.0;
        while (logDensity(far) > -FALL) {
            far *= 2;
        }
        double near = 0;
        for (int i = 0; i < 60; i++) {
            double middle = (near + far) / 2;
            if (logDensity(middle) > -FALL) {
                near = middle;
            } else {
                far = middle;
            }
        }
        return far;
    }
}
