package dev.vitals.job.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * Values that are computed once for each row, whatever slices it is in; what several KPIs ask for is computed once.
 */
final class RowInputs {
    private final String prefix;
    private final Map<Column, Integer> positions = new LinkedHashMap<>();

    /** @param prefix what the names of the values begin with */
    RowInputs(String prefix) {
        this.prefix = prefix;
    }

    /** Position of a value, which is a new one if nothing equal was asked for before. */
    int at(Column value) {
        return positions.computeIfAbsent(value, unseen -> positions.size());
    }

    /** Name of the column at a position. */
    String name(int position) {
        return prefix + position;
    }

    /** The values, named. */
    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        positions.forEach((value, position) -> columns.add(value.as(name(position))));
        return columns;
    }
}
