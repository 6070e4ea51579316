package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the messages, channels and sanctions of every person and day in one pass.
 *
 * <p>A group-by of person and channel, and another of person, send nearly every message through two shuffles and four hash
 * tables of Spark's. Here a group is a few thousand people, counted in arrays; only the counts travel.
 */
final class ChatterTally extends Aggregator<Row, PeopleTally, Row> {
    private static final long serialVersionUID = 1L;

    /** Groups of people: enough for a cluster, few enough that a task holds a table for each. */
    private static final int GROUPS = 128;

    private static final StructType INPUTS =
            (StructType) Rows.type("struct<user_id:string,_channel:bigint,_millis:bigint,_sights:int,_sanctions:int>");

    private static final StructType COUNTED = (StructType) Rows.type(
            "struct<people:array<struct<user_id:string,messages:bigint,channels:bigint,scored_messages:bigint,"
                    + "sentiment_millis:bigint,actions_received:bigint,_sights:int>>>");

    private ChatterTally() {}

    /**
     * One row per person and day.
     *
     * @param happened user_id, a day column, and either _channel (hash) with _millis (null without a scored term) and _sights
     *     (bits) of a message, or _sanctions, a number of them
     */
    static Dataset<Row> of(Dataset<Row> happened, String day) {
        Column counted = udaf(new ChatterTally(), Encoders.row(INPUTS)).apply(Rows.columns(INPUTS.fieldNames()));
        return happened.groupBy(
                        col(day), pmod(xxhash64(col("user_id")), lit(GROUPS)).as("_group"))
                .agg(counted.as("_counted"))
                .select(col(day), inline(col("_counted.people")));
    }

    @Override
    public PeopleTally zero() {
        return new PeopleTally();
    }

    @Override
    public PeopleTally reduce(PeopleTally tally, Row row) {
        if (row.isNullAt(1)) {
            return tally.addSanctions(row.getString(0), row.getInt(4));
        }
        boolean isScored = !row.isNullAt(2);
        return tally.addMessage(
                row.getString(0), row.getLong(1), isScored, isScored ? row.getLong(2) : 0, row.getInt(3));
    }

    @Override
    public PeopleTally merge(PeopleTally a, PeopleTally b) {
        return a.merge(b);
    }

    @Override
    public Row finish(PeopleTally tally) {
        return RowFactory.create((Object) tally.toRows());
    }

    @Override
    public Encoder<PeopleTally> bufferEncoder() {
        return Encoders.javaSerialization(PeopleTally.class);
    }

    @Override
    public Encoder<Row> outputEncoder() {
        return Encoders.row(COUNTED);
    }
}
