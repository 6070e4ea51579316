package dev.vitals.job.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import scala.Tuple2;

/**
 * Collects the states of all KPIs of a fact table by a plain loop over its rows.
 *
 * <p>A group-by of Spark's would repeat each row for a dozen slices, and have classes made and compiled for each table. This one
 * reads what a row brings once, and adds it to the states that are asked for in each of its slices.
 *
 * @param dimensions number of dimensions, which follow the day in each row
 * @param groupings for each kind of slice what it looks at
 * @param sums what is summed over the amounts, which follow the dimensions
 * @param amounts types of the amounts
 * @param states more that is collected, over the inputs, which follow the amounts
 * @param inputs types of the inputs
 */
record SliceLoop(
        int dimensions,
        List<Grouping> groupings,
        RowSums sums,
        List<DataType> amounts,
        List<StateCollector.Beginning> states,
        List<DataType> inputs)
        implements Serializable {
    /**
     * A kind of slice.
     *
     * @param dimensions positions of its dimensions among all, two at most
     * @param sums those that are asked for in such slices
     * @param states those that are asked for in such slices
     */
    record Grouping(int[] dimensions, int[] sums, int[] states) implements Serializable {}

    /** What the rows add up to by day and slice, in no order. */
    List<SliceStates.Collected> collect(JavaRDD<InternalRow> rows) {
        int parts = rows.getNumPartitions();
        if (parts < 2) {
            return rows.mapPartitions(part -> collected(slices(part))).collect();
        }
        return rows.mapPartitionsToPair(part -> numbered(slices(part), parts))
                .partitionBy(new HashPartitioner(parts))
                .values()
                .mapPartitions(pieces -> collected(merged(pieces)))
                .collect();
    }

    private Map<SliceKey, SliceStates> slices(Iterator<InternalRow> rows) {
        SliceRows slices = new SliceRows(this);
        rows.forEachRemaining(slices::add);
        return slices.states();
    }

    private static Iterator<SliceStates.Collected> collected(Map<SliceKey, SliceStates> slices) {
        return slices.entrySet().stream()
                .map(slice -> slice.getValue().collected(slice.getKey()))
                .iterator();
    }

    /** By part, so that the slices of one travel together. */
    private static Iterator<Tuple2<Integer, HashMap<SliceKey, SliceStates>>> numbered(
            Map<SliceKey, SliceStates> slices, int parts) {
        List<Tuple2<Integer, HashMap<SliceKey, SliceStates>>> numbered = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            numbered.add(new Tuple2<>(i, new HashMap<>()));
        }
        slices.forEach((key, states) -> numbered.get(key.part(parts))._2().put(key, states));
        numbered.removeIf(piece -> piece._2().isEmpty());
        return numbered.iterator();
    }

    private static Map<SliceKey, SliceStates> merged(Iterator<HashMap<SliceKey, SliceStates>> pieces) {
        Map<SliceKey, SliceStates> merged = new HashMap<>();
        pieces.forEachRemaining(piece -> piece.forEach((key, states) -> merged.merge(key, states, SliceStates::merge)));
        return merged;
    }
}
