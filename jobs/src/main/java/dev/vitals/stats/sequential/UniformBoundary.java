package dev.vitals.stats.sequential;

/**
 * A curve that a sum of deviations from their means crosses at no time at all with a probability of 1 - alpha (Howard,
 * Ramdas, McAuliffe and Sekhon, Annals of Statistics 49, 2021).
 *
 * <p>Time is told by the variance that the sum has gathered, as the number of units times that of one. Of bounded
 * values, counts and waiting times the curves of {@link Mixture} hold for every sample size, not for large ones alone.
 */
@FunctionalInterface
public interface UniformBoundary {
    /**
     * The boundary of the sum.
     *
     * @param variance gathered so far, above 0
     * @param alpha the probability to cross it ever, strictly between 0 and 1
     */
    double bound(double variance, double alpha);
}
