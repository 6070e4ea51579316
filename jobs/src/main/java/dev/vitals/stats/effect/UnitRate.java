package dev.vitals.stats.effect;

/**
 * Events and exposure of units that are independent, such as chatters or channels.
 *
 * @param n number of units, 2 or more
 * @param events of a unit on average, 0 or more
 * @param exposure of a unit on average, above 0
 * @param eventsVariance from unit to unit: the squared deviations over n - 1
 * @param covariance of events and exposure, over n - 1
 * @param exposureVariance from unit to unit, over n - 1
 */
public record UnitRate(
        long n, double events, double exposure, double eventsVariance, double covariance, double exposureVariance) {
    public UnitRate {
        boolean isRate = n >= 2 && events >= 0 && exposure > 0 && Double.isFinite(events) && Double.isFinite(exposure);
        boolean isSpread = eventsVariance >= 0 && exposureVariance >= 0 && Double.isFinite(covariance);
        if (!isRate || !isSpread) {
            throw new IllegalArgumentException(
                    "%d units with means of %s events and %s exposure, variances of %s and %s, and covariance %s are no"
                                    .formatted(n, events, exposure, eventsVariance, exposureVariance, covariance)
                            + " rate: need two units, no negative events, an exposure above 0 and finite moments");
        }
    }

    /** The moments of these units, in two passes; as many events as exposures. */
    public static UnitRate ofUnits(double[] events, double[] exposures) {
        int n = events.length;
        if (n != exposures.length || n < 2) {
            throw new IllegalArgumentException(
                    n + " events and " + exposures.length + " exposures; need two units and one of each for a unit");
        }
        double meanEvents = 0;
        double meanExposure = 0;
        for (int i = 0; i < n; i++) {
            meanEvents += events[i] / n;
            meanExposure += exposures[i] / n;
        }
        double[] squares = new double[3];
        for (int i = 0; i < n; i++) {
            double y = events[i] - meanEvents;
            double x = exposures[i] - meanExposure;
            squares[0] += y * y / (n - 1);
            squares[1] += y * x / (n - 1);
            squares[2] += x * x / (n - 1);
        }
        return new UnitRate(n, meanEvents, meanExposure, squares[0], squares[1], squares[2]);
    }

    /** Events per unit of exposure. */
    public double perExposure() {
        return events / exposure;
    }

    /** Variance of the rate by the delta method: that of events less rate times exposure, over n exposure^2. */
    public double variance() {
        double rate = perExposure();
        double residual = eventsVariance - 2 * rate * covariance + rate * rate * exposureVariance;
        return Math.max(0, residual) / (n * exposure * exposure);
    }

    /** Variance of the rate if events were independent. */
    double poissonVariance() {
        return perExposure() / (n * exposure);
    }
}
