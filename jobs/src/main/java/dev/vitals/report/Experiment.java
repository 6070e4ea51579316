package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A test of a change: its file, and what the nights have shown.
 *
 * @param spec a test of the warehouse, with its days
 * @param finalDay night from which nothing that it counts can change
 * @param perUnit metrics of which a unit's own total counts, and not its share or ratio
 * @param rows of any nights
 */
public record Experiment(ExperimentSpec spec, LocalDate finalDay, Set<String> perUnit, List<ReadoutRow> rows) {
    public Experiment {
        perUnit = Set.copyOf(perUnit);
        rows = rows.stream().sorted(Comparator.comparing(ReadoutRow::asOf)).toList();
    }

    /** How far a test has come; in the order in which a reader looks for them. */
    enum State {
        RUNNING("running"),
        MATURING("waiting for what can still change"),
        FINAL("final"),
        PLANNED("planned");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    String id() {
        return spec.id();
    }

    /** The id as a heading. */
    String title() {
        return Format.capital(id().replace('_', ' '));
    }

    LocalDate start() {
        return spec.schedule().orElseThrow().start();
    }

    /** Last day that counts. */
    LocalDate end() {
        return spec.schedule().orElseThrow().end();
    }

    State state(LocalDate asOf) {
        if (asOf.isBefore(start())) {
            return State.PLANNED;
        }
        if (asOf.isBefore(end())) {
            return State.RUNNING;
        }
        return asOf.isBefore(finalDay) ? State.MATURING : State.FINAL;
    }

    /** The last night that has a readout. */
    Optional<LocalDate> night() {
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(rows.get(rows.size() - 1).asOf());
    }

    /** The last readout, metrics and treatments in the order of the file. */
    List<ReadoutRow> last() {
        LocalDate night = night().orElse(LocalDate.MIN);
        List<String> metrics = spec.metrics().stream().map(Metric::id).toList();
        List<String> variants =
                spec.variants().stream().map(ExperimentSpec.Variant::name).toList();
        return rows.stream()
                .filter(row -> row.asOf().equals(night) && metric(row).isPresent())
                .sorted(Comparator.comparingInt((ReadoutRow row) -> metrics.indexOf(row.metric()))
                        .thenComparingInt(row -> variants.indexOf(row.variant())))
                .toList();
    }

    /** All nights of the same metric and treatment, in order. */
    List<ReadoutRow> nights(ReadoutRow of) {
        return rows.stream()
                .filter(row -> row.metric().equals(of.metric()) && row.variant().equals(of.variant()))
                .toList();
    }

    /** What the file says of a metric; empty when it no longer names it. */
    Optional<Metric> metric(ReadoutRow row) {
        return spec.metrics().stream()
                .filter(metric -> metric.id().equals(row.metric()))
                .findFirst();
    }

    boolean hasClusters() {
        return spec.schedule().orElseThrow().compareBy() == ExperimentSpec.CompareBy.CLUSTER;
    }

    boolean hasSeveralTreatments() {
        return spec.variants().size() > 2;
    }

    /** What has values, such as users. */
    String units() {
        return spec.unit().name().toLowerCase(Locale.ROOT) + "s";
    }

    /** What was assigned: the units, or clusters of them. */
    String assigned() {
        return hasClusters() ? "clusters" : units();
    }
}
