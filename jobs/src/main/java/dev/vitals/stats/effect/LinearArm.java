package dev.vitals.stats.effect;

import java.util.function.IntUnaryOperator;

/**
 * An arm's metric and covariates, each a mean or a ratio of two means, made straight around the means so that they vary like
 * means.
 *
 * <p>By the delta method a ratio R = m / d of units varies like the mean of (m - R d) / mean d (Deng, Knoblich and Lu, KDD 2018,
 * section 2). The number comes first and its covariates after it; {@code covariance} is that of one unit. With channels as
 * units a ratio is the mean over all their users, and its interval allows for users of a channel being alike.
 */
final class LinearArm {
    final long n;
    /** The metric, then its covariates. */
    final double[] values;

    private final double[][] covariance;

    private LinearArm(long n, double[] values, double[][] covariance) {
        this.n = n;
        this.values = values;
        this.covariance = covariance;
    }

    /** Means of all values of the state, the metric the first of them. */
    static LinearArm ofMeans(CoMoments state) {
        return of(state, state.values(), value -> value, value -> -1);
    }

    /** Ratios of each pair of values of the state, a numerator and the denominator after it, the metric's first. */
    static LinearArm ofRatios(CoMoments state) {
        if (state.values() % 2 != 0) {
            throw new IllegalArgumentException(
                    state.values() + " values are no pairs of numerator and denominator; name both of each");
        }
        return of(state, state.values() / 2, value -> 2 * value, value -> 2 * value + 1);
    }

    /** One ratio of two of the state's values. */
    static LinearArm ofRatios(CoMoments state, int numerator, int denominator) {
        return of(state, 1, value -> numerator, value -> denominator);
    }

    private static LinearArm of(CoMoments state, int count, IntUnaryOperator numerator, IntUnaryOperator denominator) {
        double[][] gradients = new double[count][state.values()];
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            int top = numerator.applyAsInt(i);
            int bottom = denominator.applyAsInt(i);
            double base = bottom < 0 ? 1 : state.mean(bottom);
            if (base == 0) {
                throw new IllegalArgumentException(
                        "value " + bottom + ", a denominator, is 0 over all units; a ratio needs one that is not");
            }
            values[i] = state.mean(top) / base;
            gradients[i][top] = 1 / base;
            if (bottom >= 0) {
                gradients[i][bottom] = -values[i] / base;
            }
        }
        double[][] covariance = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                covariance[i][j] = along(state, gradients[i], gradients[j]);
            }
        }
        return new LinearArm(state.n(), values, covariance);
    }

    private static double along(CoMoments state, double[] one, double... other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            for (int j = 0; j < other.length && one[i] != 0; j++) {
                sum += one[i] * other[j] * state.covariance(i, j);
            }
        }
        return sum;
    }

    double covariance(int value, int other) {
        return covariance[value][other];
    }

    int covariates() {
        return values.length - 1;
    }

    /** Variance of one unit's metric times {@code ofMetric} less its covariates times theta. */
    double variance(double ofMetric, double... theta) {
        double[] weights = new double[values.length];
        weights[0] = ofMetric;
        for (int i = 0; i < theta.length; i++) {
            weights[i + 1] = -theta[i];
        }
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                sum += weights[i] * weights[j] * covariance[i][j];
            }
        }
        return Math.max(0, sum);
    }

    /** The metric alone, as if it were a mean. */
    SampleMean sample() {
        return new SampleMean(n, values[0], variance(1));
    }
}
