package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the messages, channels and sanctions of every person and day in one pass.
 *
 * <p>A group-by of person and channel, and another of person, send nearly every message through two shuffles and four hash
 * tables of Spark's. Here a plain loop counts in arrays, by groups of people; only the counts travel, one value for each
 * group, and a task that sums them holds one group at a time.
 */
final class ChatterTally {
    /** Groups of people: enough for a cluster, few enough that a task holds a table for each. */
    private static final int GROUPS = 1 << PeopleTally.GROUP_BITS;

    private static final StructType OF_PART = (StructType) Rows.type("struct<_day:int,_group:int,_people:binary>");

    private static final StructType COUNTED =
            (StructType) Rows.type("struct<_day:int,user_id:binary,messages:bigint,channels:bigint,"
                    + "scored_messages:bigint,sentiment_millis:bigint,actions_received:bigint,_sights:int>");

    /** Places of what happened. */
    private static final int DAY = 0;

    private static final int PERSON = 1;
    private static final int PERSON_HASH = 2;
    private static final int CHANNEL_HASH = 3;
    private static final int MILLIS = 4;
    private static final int SIGHTS = 5;
    private static final int SANCTIONS = 6;

    private ChatterTally() {}

    /**
     * One row per person and day.
     *
     * @param happened user_id, a day column, and either _channel (hash) with _millis (null without a scored term) and _sights
     *     (bits) of a message, or _sanctions, a number of them
     */
    static Dataset<Row> of(Dataset<Row> happened, String day) {
        return happened.select(
                        unix_date(col(day)),
                        col("user_id").cast("binary"),
                        xxhash64(col("user_id")),
                        col("_channel"),
                        col("_millis"),
                        col("_sights"),
                        col("_sanctions"))
                .mapPartitions((MapPartitionsFunction<Row, Row>) ChatterTally::counted, Encoders.row(OF_PART))
                .repartition(Rows.columns("_day", "_group"))
                .sortWithinPartitions("_day", "_group")
                .mapPartitions((MapPartitionsFunction<Row, Row>) Summed::new, Encoders.row(COUNTED))
                .withColumn(day, date_from_unix_date(col("_day")))
                .withColumn("user_id", col("user_id").cast("string"))
                .drop("_day");
    }

    private static Iterator<Row> counted(Iterator<Row> happened) {
        Map<Integer, PeopleTally[]> days = new TreeMap<>();
        while (happened.hasNext()) {
            Row row = happened.next();
            long hash = row.getLong(PERSON_HASH);
            PeopleTally[] groups = days.computeIfAbsent(row.getInt(DAY), day -> groups());
            PeopleTally tally = groups[(int) Long.remainderUnsigned(hash, GROUPS)];
            byte[] person = row.getAs(PERSON);
            if (row.isNullAt(CHANNEL_HASH)) {
                tally.addSanctions(person, hash, row.getInt(SANCTIONS));
            } else {
                boolean isScored = !row.isNullAt(MILLIS);
                tally.addMessage(
                        person,
                        hash,
                        row.getLong(CHANNEL_HASH),
                        isScored,
                        isScored ? row.getLong(MILLIS) : 0,
                        row.getInt(SIGHTS));
            }
        }
        List<PartOfGroup> parts = new ArrayList<>();
        days.forEach((day, groups) -> IntStream.range(0, GROUPS)
                .filter(group -> !groups[group].isEmpty())
                .forEach(group -> parts.add(new PartOfGroup(day, group, groups[group]))));
        return parts.stream().map(PartOfGroup::toRow).iterator();
    }

    private static PeopleTally[] groups() {
        return Stream.generate(PeopleTally::new).limit(GROUPS).toArray(PeopleTally[]::new);
    }

    private record PartOfGroup(int day, int group, PeopleTally people) {
        Row toRow() {
            return RowFactory.create(day, group, people.toBytes());
        }
    }

    /** The people of all groups of a task, whose parts come one group after the other. */
    private static final class Summed implements Iterator<Row> {
        private final Iterator<Row> parts;
        private Row next;
        private Iterator<Row> people = Collections.emptyIterator();

        Summed(Iterator<Row> parts) {
            this.parts = parts;
            this.next = parts.hasNext() ? parts.next() : null;
        }

        @Override
        public boolean hasNext() {
            return people.hasNext() || next != null;
        }

        @Override
        public Row next() {
            if (!people.hasNext()) {
                people = nextGroup();
            }
            return people.next();
        }

        /** No group is empty. */
        private Iterator<Row> nextGroup() {
            if (next == null) {
                throw new NoSuchElementException("All groups have been told");
            }
            int day = next.getInt(0);
            int group = next.getInt(1);
            PeopleTally tally = new PeopleTally();
            while (next != null && next.getInt(0) == day && next.getInt(1) == group) {
                tally.addAll(next.getAs(2));
                next = parts.hasNext() ? parts.next() : null;
            }
            return tally.rows(day);
        }
    }
}
