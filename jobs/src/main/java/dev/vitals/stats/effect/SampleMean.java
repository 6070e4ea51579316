package dev.vitals.stats.effect;

/**
 * What a test needs to know of a metric in an arm.
 *
 * @param n number of units, 1 or more
 * @param mean over the units
 * @param variance from unit to unit: the squared deviations over n - 1, of a share p (1 - p)
 */
public record SampleMean(long n, double mean, double variance) {
    public SampleMean {
        if (n < 1 || !Double.isFinite(mean) || !(variance >= 0 && Double.isFinite(variance))) {
            throw new IllegalArgumentException(
                    "a mean of %s over %d units with a variance of %s is none: there must be a"
                                    .formatted(mean, n, variance)
                            + " unit, a finite mean and a variance of 0 or more");
        }
    }

    /**
     * Units of which some are positive.
     *
     * @param positives from 0 to n
     */
    public static SampleMean ofShare(long positives, long n) {
        if (positives < 0 || positives > n) {
            throw new IllegalArgumentException(positives + " positives of " + n + " units can't be");
        }
        double share = (double) positives / n;
        return new SampleMean(n, share, share * (1 - share));
    }

    /**
     * From the sums that others publish. They cancel where the mean is large beside the spread: measure moments around
     * the mean where you can.
     */
    public static SampleMean ofSums(long n, double sum, double sumOfSquares) {
        return new SampleMean(n, sum / n, Math.max(0, (sumOfSquares - sum * sum / n) / (n - 1)));
    }

    /** Variance of the mean. */
    double ofMean() {
        return variance / n;
    }
}
