package dev.vitals.contract.experiment;

import dev.vitals.contract.DefinitionException;
import dev.vitals.contract.YamlFile;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A change after its launch that is judged by the rows of a file: what clusters such as channels did each day, and from
 * when on each had it.
 *
 * @param id its name
 * @param hypothesis what is thought to happen, and why
 * @param owner who answers for it
 * @param alpha share of false calls that is accepted
 * @param source where the rows lie
 * @param metrics by which it is judged, in the order of the file
 */
public record PanelSpec(
        String id, String hypothesis, String owner, double alpha, PanelSource source, List<PanelMetric> metrics) {
    public PanelSpec {
        metrics = List.copyOf(metrics);
    }

    /** Reads a file; every mistake is a {@link DefinitionException} with its line. */
    public static PanelSpec read(Path file) {
        return PanelReader.read(YamlFile.read(file, file.toString()));
    }

    /** The metrics as a change in the warehouse has them, their ids in the place of KPIs. */
    public List<ChangedMetric> changedMetrics() {
        return metrics.stream()
                .map(metric -> new ChangedMetric(metric.id(), metric.unit(), metric.role(), metric.goodWhen()))
                .toList();
    }

    /**
     * Where the rows lie. Rows of one cluster and day are added up.
     *
     * @param path a CSV file with a header, a Parquet file or folder, or the folder of a Delta table; relative to the file
     *     of the change
     * @param cluster column that tells clusters apart; empty where a row is a whole day
     * @param day column with the day of a row
     * @param start from when on clusters had the change
     * @param place file and line of the source
     */
    public record PanelSource(String path, Optional<Column> cluster, Column day, Start start, String place) {
        /** An error about the source as a whole. */
        public DefinitionException error(String message) {
            return new DefinitionException(place + ": source " + message);
        }
    }

    /**
     * A column that the file of the change names.
     *
     * @param key that names it
     * @param place file and line of the key
     */
    public record Column(String name, String key, String place) {
        /** An error about the column: {@code file:line: key message}. */
        public DefinitionException error(String message) {
            return new DefinitionException(place + ": " + key + " " + message);
        }
    }

    /**
     * From when on clusters had the change: a column with the day on which each got it, or one day for all.
     *
     * @param column empty cells mean never
     * @param day the day on which everyone got it; one of the two is there
     * @param place file and line of it
     */
    public record Start(Optional<Column> column, Optional<LocalDate> day, String place) {
        /** An error about the day of the change. */
        public DefinitionException error(String message) {
            return new DefinitionException(
                    place + ": " + (column.isPresent() ? "changed_on" : Changes.KEY) + " " + message);
        }
    }

    /**
     * A metric.
     *
     * @param goodWhen which way is better
     * @param value column that is added up
     * @param denominator column whose sum the sum of the values is divided by; empty where a cluster's value of a day is
     *     the sum itself
     */
    public record PanelMetric(
            String id, Metric.Role role, Metric.GoodWhen goodWhen, Column value, Optional<Column> denominator) {
        /** What its numbers are, in the names of its columns: what these count is known to who wrote them. */
        String unit() {
            return denominator
                    .map(column -> value.name() + " over " + column.name())
                    .orElseGet(() -> value.name() + " a day");
        }
    }
}
