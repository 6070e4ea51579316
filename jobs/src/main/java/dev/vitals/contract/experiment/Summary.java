package dev.vitals.contract.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a metric in a variant, or in a part of its units.
 *
 * @param stratum the kind of units; empty where all are together
 * @param cluster what was assigned as a whole; empty where units were
 * @param n units that have a value, of times cases
 * @param means of the metric, of a ratio of numerator and denominator; then the same of each covariate
 * @param covariances from unit to unit over n - 1, rows of the lower triangle one after the other; of a cluster, of which
 *     only totals count, all 0
 * @param times of a metric of times to an event, how many cases ended or are open after how long; none of others
 */
public record Summary(
        String variant,
        String metric,
        Optional<String> stratum,
        Optional<String> cluster,
        long n,
        List<Double> means,
        List<Double> covariances,
        List<TimeCount> times) {
    public Summary {
        means = List.copyOf(means);
        covariances = List.copyOf(covariances);
        times = List.copyOf(times);
    }

    /** Of a metric that units add up. */
    public Summary(
            String variant,
            String metric,
            Optional<String> stratum,
            Optional<String> cluster,
            long n,
            List<Double> means,
            List<Double> covariances) {
        this(variant, metric, stratum, cluster, n, means, covariances, List.of());
    }

    /**
     * Cases by how long they took.
     *
     * @param seconds whole, 0 or more
     * @param ended cases that ended after them
     * @param open cases that have been watched for so long, and are open
     */
    public record TimeCount(long seconds, long ended, long open) {}
}
