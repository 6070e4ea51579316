package dev.vitals.stats.sequential;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * A boundary from a mean of exp(l s - psi(l) v) over a prior of l: with no effect this value of the sum s at the
 * variance v is on average 1 at most, and exceeds 1 / alpha ever with a probability of alpha at most (Ville's
 * inequality; Howard, Ramdas, McAuliffe and Sekhon, Annals of Statistics 49, 2021).
 *
 * <p>The boundary is lowest near a variance that must be set before the test starts. Which function psi bounds the
 * values is a promise of the caller:
 *
 * <ul>
 *   <li>normal, l^2 / 2: normal values; values from a to b with (b - a)^2 / 4 in place of the variance of each; others
 *       for large samples;
 *   <li>beta-binomial: values that are at most g below and h above their mean, with g h in place of the variance of
 *       each;
 *   <li>gamma-exponential, (-ln(1 - c l) - c l) / c^2: values with an exponential upper tail of scale c;
 *   <li>gamma-Poisson, (exp(c l) - c l - 1) / c^2: values at most c above their mean, as counts by c = 1.
 * </ul>
 *
 * <p>A one-sided mixture says nothing of sums below 0. Sums of a test in which units depend on each other keep no
 * promise.
 */
public abstract class Mixture implements UniformBoundary {
    private static final int MOST_DOUBLINGS = 100;

    Mixture() {}

    /** In both directions, of normal values. */
    public static Mixture normal(double lowestAt, double alpha) {
        check(lowestAt, alpha, 1);
        return new NormalMixture(lowestAt / Tuning.near(alpha), false);
    }

    /**
     * Upwards, of normal values.
     *
     * @param lowestAt variance at which the boundary is lowest, above 0
     * @param alpha at which it is, below 0.5
     */
    public static Mixture normalUpwards(double lowestAt, double alpha) {
        return new NormalMixture(upwards(lowestAt, alpha), true);
    }

    /**
     * Upwards, of values with an exponential upper tail.
     *
     * @param lowestAt variance at which the boundary is lowest, above 0
     * @param alpha at which it is, below 0.5
     * @param scale c of the tail, above 0
     */
    public static Mixture gammaExponential(double lowestAt, double alpha, double scale) {
        return new GammaMixture(upwards(lowestAt, alpha), positive("scale", scale), false);
    }

    /** Upwards, of values at most c above their mean, or of counts; arguments as of {@link #gammaExponential}. */
    public static Mixture gammaPoisson(double lowestAt, double alpha, double scale) {
        return new GammaMixture(upwards(lowestAt, alpha), positive("scale", scale), true);
    }

    /**
     * In both directions, of values in a range. The boundary is that of sums above 0; that of sums below is the one
     * with g and h exchanged.
     *
     * @param lowestAt variance at which the boundary is lowest, above 0
     * @param alpha at which it is
     * @param below g, how far a value may be below its mean, above 0
     * @param above h, how far it may be above, above 0
     */
    public static Mixture betaBinomial(double lowestAt, double alpha, double below, double above) {
        check(lowestAt, alpha, 1);
        return new BetaBinomialMixture(
                lowestAt / Tuning.near(alpha), positive("range", below), positive("range", above), false);
    }

    /** Upwards, of values in a range; arguments as of {@link #betaBinomial}, with an alpha below 0.5. */
    public static Mixture betaBinomialUpwards(double lowestAt, double alpha, double below, double above) {
        return new BetaBinomialMixture(
                upwards(lowestAt, alpha), positive("range", below), positive("range", above), true);
    }

    /**
     * Logarithm of the mixture at a sum of deviations from the means that are held to be true.
     *
     * @param variance gathered so far, 0 or more
     */
    public abstract double logValue(double sum, double variance);

    /** The largest sum that can be at this variance. */
    abstract double most(double variance);

    /** One over the mixture, 1 at most. The smallest of all looks so far is a p-value that holds at all of them. */
    public double pValue(double sum, double variance) {
        return Math.min(1, Math.exp(-logValue(sum, variance)));
    }

    @Override
    public double bound(double variance, double alpha) {
        check(variance, alpha, 1);
        double most = most(variance);
        double threshold = -Math.log(alpha);
        double high = Math.min(most, Math.sqrt(variance));
        for (int doubling = 0; logValue(high, variance) < threshold; doubling++) {
            if (high == most || doubling == MOST_DOUBLINGS) {
                return most;
            }
            high = Math.min(most, 2 * high);
        }
        return new BrentSolver(1e-15, 1e-12).solve(500, sum -> logValue(sum, variance) - threshold, 0, high);
    }

    private static double upwards(double lowestAt, double alpha) {
        check(lowestAt, alpha, .5);
        return lowestAt / Tuning.near(2 * alpha);
    }

    private static void check(double variance, double alpha, double below) {
        positive("variance", variance);
        if (!(alpha > 0 && alpha < below)) {
            throw new IllegalArgumentException("alpha " + alpha + " is not strictly between 0 and " + below);
        }
    }

    private static double positive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("a " + name + " of " + value + " is not above 0 and finite");
        }
        return value;
    }
}
