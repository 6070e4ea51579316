package dev.vitals.job.measure;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiSlice;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * The slices that the KPIs of a fact table ask for: all rows, each dimension alone, and declared pairs. A row is repeated
 * once for each slice it belongs to, so that one aggregation serves them all.
 */
final class Slices {
    private static final int MOST_DIMENSIONS = 2;

    private final List<List<String>> groupings;

    private Slices(List<List<String>> groupings) {
        this.groupings = groupings;
    }

    static Slices of(Collection<KpiDefinition> kpis) {
        return new Slices(kpis.stream()
                .flatMap(kpi -> kpi.groupings().stream())
                .distinct()
                .toList());
    }

    /** The columns that rows need. */
    Stream<Column> dimensions() {
        return groupings.stream().flatMap(List::stream).distinct().map(functions::col);
    }

    /** Every row once for each slice, with {@code _slice}: a struct of up to two dimensions and their values. */
    Dataset<Row> explode(Dataset<Row> rows) {
        Column[] slices = groupings.stream().map(Slices::slice).toArray(Column[]::new);
        return rows.withColumn("_slice", functions.explode(array(slices)));
    }

    /** The slice that a {@code _slice} struct stands for. */
    static Map<String, String> read(Row struct) {
        Map<String, String> slice = new TreeMap<>();
        for (int i = 0; i < 2 * MOST_DIMENSIONS; i += 2) {
            if (!struct.isNullAt(i)) {
                slice.put(struct.getString(i), struct.getString(i + 1));
            }
        }
        return slice;
    }

    private static Column slice(List<String> dimensions) {
        if (dimensions.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException("A slice has at most two dimensions, this one has " + dimensions + ".");
        }
        return struct(name(dimensions, 0), value(dimensions, 0), name(dimensions, 1), value(dimensions, 1));
    }

    private static Column name(List<String> dimensions, int i) {
        Column name = i < dimensions.size() ? lit(dimensions.get(i)) : lit(null).cast("string");
        return name.as("dimension" + i);
    }

    private static Column value(List<String> dimensions, int i) {
        Column value = i < dimensions.size()
                ? coalesce(col(dimensions.get(i)).cast("string"), lit(KpiSlice.UNKNOWN))
                : lit(null).cast("string");
        return value.as("value" + i);
    }
}
