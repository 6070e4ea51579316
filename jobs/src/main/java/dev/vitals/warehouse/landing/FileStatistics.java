package dev.vitals.warehouse.landing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Least and greatest values of the few columns of a data file that its table's log tells of, by which readers skip it. */
final class FileStatistics {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Type[] columns;
    private final long[] least;
    private final long[] greatest;
    private final long[] nulls;
    private long rows;

    FileStatistics(Type[] columns) {
        this.columns = columns;
        this.least = new long[columns.length];
        this.greatest = new long[columns.length];
        this.nulls = new long[columns.length];
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(greatest, Long.MIN_VALUE);
    }

    void endRow() {
        rows++;
    }

    void see(int column, long value) {
        least[column] = Math.min(least[column], value);
        greatest[column] = Math.max(greatest[column], value);
    }

    void seeNull(int column) {
        nulls[column]++;
    }

    long rows() {
        return rows;
    }

    /** As Delta writes it; instants are cut to milliseconds, for which its readers allow. */
    String toJson() {
        ObjectNode json = JSON.createObjectNode().put("numRecords", rows);
        ObjectNode min = json.putObject("minValues");
        ObjectNode max = json.putObject("maxValues");
        ObjectNode nullCount = json.putObject("nullCount");
        for (int i = 0; i < columns.length; i++) {
            String name = columns[i].getName();
            if (nulls[i] < rows) {
                put(min, name, columns[i], least[i]);
                put(max, name, columns[i], greatest[i]);
            }
            nullCount.put(name, nulls[i]);
        }
        return json.toString();
    }

    private static void put(ObjectNode values, String name, Type column, long value) {
        LogicalTypeAnnotation type = column.getLogicalTypeAnnotation();
        if (type instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation) {
            Instant at = Instant.EPOCH.plus(value, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS);
            values.put(name, at.toString());
        } else if (type instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
            values.put(name, LocalDate.ofEpochDay(value).toString());
        } else {
            values.put(name, value);
        }
    }
}
