package dev.vitals.report;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A test of a change: its file, and what the nights have shown.
 *
 * @param spec a test of the warehouse, with its days
 * @param finalDays by the id of each metric the night from which nothing that it counts can change
 * @param perUnit metrics of which a unit's own total counts, and not its share or ratio
 * @param rows of any nights
 */
public record Experiment(
        ExperimentSpec spec, Map<String, LocalDate> finalDays, Set<String> perUnit, List<ReadoutRow> rows) {
    public Experiment {
        finalDays = Map.copyOf(finalDays);
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
        return ExperimentView.title(spec);
    }

    LocalDate start() {
        return spec.schedule().orElseThrow().start();
    }

    /** Last day that counts. */
    LocalDate end() {
        return spec.schedule().orElseThrow().end();
    }

    /** The night from which nothing that any of its metrics counts can change. */
    LocalDate finalDay() {
        return finalDays.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    /** The night from which nothing that this metric counts can change. */
    LocalDate finalDayOf(ReadoutRow row) {
        return finalDays.get(row.metric());
    }

    State state(LocalDate asOf) {
        if (asOf.isBefore(start())) {
            return State.PLANNED;
        }
        if (asOf.isBefore(end())) {
            return State.RUNNING;
        }
        return asOf.isBefore(finalDay()) ? State.MATURING : State.FINAL;
    }

    /** The last night that has a readout. */
    Optional<LocalDate> night() {
        return night(LocalDate.MAX);
    }

    /** The last night up to a day that has a readout. */
    Optional<LocalDate> night(LocalDate upTo) {
        return rows.stream()
                .map(ReadoutRow::asOf)
                .filter(night -> !night.isAfter(upTo))
                .reduce((before, after) -> after);
    }

    /** What a night showed, metrics and treatments in the order of the file. */
    List<ReadoutRow> on(LocalDate night) {
        List<String> metrics = spec.metrics().stream().map(Metric::id).toList();
        List<String> variants =
                spec.variants().stream().map(ExperimentSpec.Variant::name).toList();
        return rows.stream()
                .filter(row -> row.asOf().equals(night) && metrics.contains(row.metric()))
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
}
