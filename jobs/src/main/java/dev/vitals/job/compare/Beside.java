package dev.vitals.job.compare;

import dev.vitals.job.compare.Comparison.Clustering;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What helps to believe a comparison.
 *
 * @param past what was taken out of the metric; empty where nothing was
 * @param strata how many strata are compared; empty where arms are compared whole
 * @param clusters what was assigned as a whole; empty where units were
 * @param dispersion how many times more a rate varies than one of independent events; empty of what is no rate
 * @param times of a metric of times to an event
 * @param labels of a share whose labels come late
 */
record Beside(
        Optional<Readout.Past> past,
        Optional<Integer> strata,
        Optional<Clustering> clusters,
        OptionalDouble dispersion,
        Optional<Readout.Times> times,
        Optional<Readout.Labels> labels) {
    static final Beside NOTHING = new Beside(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty());

    Beside withPast(Readout.Past taken) {
        return new Beside(Optional.of(taken), strata, clusters, dispersion, times, labels);
    }

    Beside withStrata(int compared) {
        return new Beside(past, Optional.of(compared), clusters, dispersion, times, labels);
    }

    Beside withClusters(Clustering assigned) {
        return new Beside(past, strata, Optional.of(assigned), dispersion, times, labels);
    }

    Beside withDispersion(OptionalDouble times) {
        return new Beside(past, strata, clusters, times, this.times, labels);
    }

    Beside withTimes(Readout.Times ofCases) {
        return new Beside(past, strata, clusters, dispersion, Optional.of(ofCases), labels);
    }

    Beside withLabels(Readout.Labels late) {
        return new Beside(past, strata, clusters, dispersion, times, Optional.of(late));
    }
}
