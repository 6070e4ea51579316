package dev.vitals.job.measure;

import static org.apache.spark.sql.functions.col;

import dev.vitals.kpi.KpiDefinition;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/** The slices that the KPIs of a fact table ask for: all rows, each dimension alone, and declared pairs. */
final class Slices {
    private static final int MOST_DIMENSIONS = 2;

    private final List<List<String>> groupings;
    private final List<String> dimensions;

    private Slices(List<List<String>> groupings) {
        this.groupings = groupings;
        this.dimensions = groupings.stream().flatMap(List::stream).distinct().toList();
    }

    static Slices of(Collection<KpiDefinition> kpis) {
        return new Slices(kpis.stream()
                .flatMap(kpi -> kpi.groupings().stream())
                .distinct()
                .map(Slices::checked)
                .toList());
    }

    /** The columns that rows need, as texts. */
    Stream<Column> columns() {
        return dimensions.stream()
                .map(dimension -> col("`" + dimension + "`").cast("string").as("_dimension_" + dimension));
    }

    /** How many {@link #columns} there are. */
    int dimensions() {
        return dimensions.size();
    }

    /** The dimensions of each kind of slice. */
    List<List<String>> groupings() {
        return groupings;
    }

    /** Positions of the dimensions of a kind of slice among all {@link #columns}. */
    int[] positions(List<String> grouping) {
        return grouping.stream().mapToInt(dimensions::indexOf).toArray();
    }

    private static List<String> checked(List<String> grouping) {
        if (grouping.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("A slice has at most two dimensions, this one has " + grouping + ".");
        }
        return grouping;
    }
}
