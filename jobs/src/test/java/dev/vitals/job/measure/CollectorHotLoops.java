package dev.vitals.job.measure;

import dev.vitals.hot.ChatMessage;
import dev.vitals.hot.HotInputs;
import dev.vitals.hot.HotLoops;
import dev.vitals.kpi.DistinctSketch;
import dev.vitals.kpi.People;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Adding a row to a state, of a day and slice of 4,096 rows; counts, shares and ratios are sums. */
public class CollectorHotLoops extends HotLoops {
    private static final int DURATION = 0;
    private static final int PERSON = 1;
    private static final int PERSON_HASH = 2;
    private static final int CLUSTER_HASH = 3;
    private static final int EVENTS = 4;
    private static final int ONE = 5;
    private static final int LABELS = 6;
    private static final int SKETCH = 7;

    /** Of the inputs, in the order of their positions. */
    private static final List<DataType> TYPES = List.of(
            DataTypes.LongType,
            DataTypes.StringType,
            DataTypes.LongType,
            DataTypes.IntegerType,
            DataTypes.LongType,
            DataTypes.LongType,
            DataTypes.StringType,
            DataTypes.BinaryType);

    private static final List<String> RATINGS = List.of("correct", "correct", "correct", "false_positive", "uncertain");

    /** Kinds of states, with the statistics that need them. */
    public enum Collector {
        /** Of time_to_event and quantile. */
        DURATIONS(StateCollector.Durations.of(DURATION)),
        /** Of distinct. */
        KEYS(StateCollector.Keys.of(PERSON, DistinctSketch.LG_K)),
        /** Of distinct over rows that have counted 20 people each already. */
        SKETCHES(StateCollector.Sketches.of(SKETCH, DistinctSketch.LG_K)),
        /** The people behind any number. */
        PEOPLE(StateCollector.Keys.of(PERSON, People.LG_K)),
        /** Of concentration. */
        WORK(StateCollector.Work.of(PERSON_HASH, EVENTS)),
        /** Of agreement. */
        LABELLED(StateCollector.Labels.of(LABELS)),
        /** The channels behind a ratio. */
        CLUSTER_AMOUNTS(StateCollector.ClusterAmounts.of(
                CLUSTER_HASH, StateCollector.ClusterAmounts.NO_STRATA, new int[] {EVENTS, ONE})),
        /** The channels behind a time to event. */
        CLUSTER_DURATIONS(StateCollector.ClusterDurations.of(CLUSTER_HASH, DURATION));

        private final StateCollector.Beginning beginning;

        Collector(StateCollector.Beginning beginning) {
            this.beginning = beginning;
        }
    }

    @Param
    public Collector collector;

    private RowValues[] rows;
    private StateCollector state;

    @Setup
    public void prepare() {
        Random random = new Random(1);
        List<ChatMessage> messages = HotInputs.cycled(HotInputs.messages());
        List<Long> seconds = HotInputs.cycled(HotInputs.reportSeconds());
        rows = new RowValues[HotInputs.LINES];
        for (int i = 0; i < rows.length; i++) {
            ChatMessage message = messages.get(i);
            List<String> twenty = messages.subList(i / 20 * 20, Math.min(i / 20 * 20 + 20, rows.length)).stream()
                    .map(ChatMessage::user)
                    .toList();
            rows[i] = values(
                    seconds.get(i) * StateCollector.CODES + 1,
                    text(message.user()),
                    mixed(message.user()),
                    (int) mixed(message.channel()),
                    (long) random.nextInt(3),
                    1L,
                    text(ratings(random)),
                    DistinctSketch.of(twenty).toBytes());
        }
    }

    /** A row. */
    @Benchmark
    public Object add() {
        int turn = turn();
        if (turn == 0) {
            state = collector.beginning.begin();
        }
        state.add(rows[turn]);
        return state;
    }

    private static RowValues values(Object... values) {
        RowValues row = RowValues.of(0, TYPES);
        row.read(new GenericInternalRow(values));
        return row;
    }

    private static UTF8String text(String text) {
        return UTF8String.fromString(text);
    }

    private static String ratings(Random random) {
        return String.join(
                LabelsBuffer.BETWEEN,
                random.ints(2, 0, RATINGS.size())
                        .mapToObj(RATINGS::get)
                        .sorted()
                        .toList());
    }

    private static long mixed(String id) {
        return new Random(Long.parseLong(id)).nextLong();
    }
}
