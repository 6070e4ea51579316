package dev.vitals.contract.experiment;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a metric in a variant, or in a part of its units.
 *
 * @param stratum the kind of units; empty where all are together
 * @param cluster what was assigned as a whole; empty where units were
 * @param n units that have a value
 * @param means of the metric, of a ratio of numerator and denominator; then the same of each covariate
 * @param covariances from unit to unit over n - 1, rows of the lower triangle one after the other; of a cluster, of which
 *     only totals count, all 0
 */
public record Summary(
        String variant,
        String metric,
        Optional<String> stratum,
        Optional<String> cluster,
        long n,
        List<Double> means,
        List<Double> covariances) {
    public Summary {
        means = List.copyOf(means);
        covariances = List.copyOf(covariances);
    }
}
