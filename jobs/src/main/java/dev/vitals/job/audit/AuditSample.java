package dev.vitals.job.audit;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.job.Days;
import dev.vitals.job.Tables;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Draws the same number of items from every stratum of a frame, without replacement, each item of a stratum with the same
 * probability.
 *
 * <p>Items are put in order by a hash of their id under the seed, and the first ones are taken: the same seed draws the
 * same items from the same tables, on any number of machines, and another seed draws others.
 *
 * @param frames names of frames
 * @param stratifyBy columns by which a frame that has them is stratified, in order
 * @param perStratum how many items to draw from a stratum; all where it has no more
 * @param seed of the order
 */
public record AuditSample(List<String> frames, List<String> stratifyBy, int perStratum, long seed) {
    private static final double HASH_UNITS = 0x1p53;
    private static final long HASH_MASK = (1L << 53) - 1;

    public AuditSample {
        frames = List.copyOf(frames);
        stratifyBy = List.copyOf(stratifyBy);
        if (perStratum < 1) {
            throw new IllegalArgumentException(perStratum + " items can't be drawn; draw 1 or more from each stratum.");
        }
        check("frame", frames, frameNames());
        Set<String> columns = new TreeSet<>();
        frames.forEach(frame -> columns.addAll(AuditFrames.STRATIFIERS.get(frame)));
        check("column to stratify by in these frames:", stratifyBy, columns);
    }

    /** The frames there are. */
    public static Set<String> frameNames() {
        return AuditFrames.STRATIFIERS.keySet();
    }

    private static void check(String what, Collection<String> given, Set<String> known) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no %s %s; there are %s.".formatted(what, name, String.join(", ", known)));
            }
        }
    }

    /**
     * The drawn items of a frame: item_id, decision_id, channel_id, item_at, stratum and stratum_size.
     *
     * @param days on which the items came up
     */
    public Dataset<Row> draw(String frame, Tables tables, Days days) {
        Dataset<Row> items = AuditFrames.items(frame, tables, days)
                .select(
                        col("item_id"),
                        col("decision_id"),
                        col("channel_id"),
                        col("item_at"),
                        stratum(frame).as("stratum"),
                        xxhash64(lit(seed), lit(frame), col("item_id"))
                                .bitwiseAND(HASH_MASK)
                                .as("_order"));
        Dataset<Row> sizes = items.groupBy("stratum").agg(count(lit(1)).as("stratum_size"));
        return items.join(broadcast(sizes), "stratum")
                .filter(mayBeDrawn())
                .withColumn(
                        "_place",
                        row_number().over(Window.partitionBy("stratum").orderBy("_order", "item_id")))
                .filter(col("_place").leq(perStratum))
                .drop("_order", "_place");
    }

    /** Names and values of the columns, as far as the frame has them. */
    private Column stratum(String frame) {
        Column[] parts = stratifyBy.stream()
                .filter(AuditFrames.STRATIFIERS.get(frame)::contains)
                .map(name -> concat(lit(name + "="), coalesce(col(name).cast("string"), lit("unknown"))))
                .toArray(Column[]::new);
        return parts.length == 0 ? lit("all") : array_join(array(parts), " ");
    }

    /**
     * Spares the sorting of nearly all of a large stratum: what lies beyond ten standard deviations of the expected place
     * of the last drawn item is not drawn.
     */
    private Column mayBeDrawn() {
        Column share = lit(perStratum + 10 * Math.sqrt(perStratum) + 100).divide(col("stratum_size"));
        return col("_order").leq(least(share, lit(1.0)).multiply(HASH_UNITS));
    }
}
