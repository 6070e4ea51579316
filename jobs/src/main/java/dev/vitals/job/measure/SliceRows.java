package dev.vitals.job.measure;

import dev.vitals.kpi.KpiSlice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Adds rows to the states of the slices that they belong to; one for each task. */
final class SliceRows {
    private static final UTF8String UNKNOWN = UTF8String.fromString(KpiSlice.UNKNOWN);

    private final SliceLoop loop;
    private final RowValues amounts;
    private final RowValues inputs;
    private final RowSums.Addends addends;
    private final List<Words> words = new ArrayList<>();
    private final int[] codes;
    private final Map<Integer, List<Map<Long, SliceStates>>> days = new HashMap<>();

    SliceRows(SliceLoop loop) {
        this.loop = loop;
        this.amounts = RowValues.of(1 + loop.dimensions(), loop.amounts());
        this.inputs = RowValues.of(1 + loop.dimensions() + loop.amounts().size(), loop.inputs());
        this.addends = loop.sums().addends();
        this.codes = new int[loop.dimensions()];
        for (int i = 0; i < loop.dimensions(); i++) {
            words.add(new Words());
        }
    }

    void add(InternalRow row) {
        amounts.read(row);
        inputs.read(row);
        addends.read(amounts);
        for (int i = 0; i < codes.length; i++) {
            codes[i] = words.get(i).code(row.isNullAt(1 + i) ? UNKNOWN : row.getUTF8String(1 + i));
        }
        List<Map<Long, SliceStates>> day = days.computeIfAbsent(row.getInt(0), unseen -> newDay());
        for (int i = 0; i < day.size(); i++) {
            SliceLoop.Grouping grouping = loop.groupings().get(i);
            Map<Long, SliceStates> slices = day.get(i);
            Long slice = slice(grouping.dimensions());
            SliceStates states = slices.get(slice);
            if (states == null) {
                states = begin(grouping);
                slices.put(slice, states);
            }
            addends.addTo(states.sums(), grouping.sums());
            for (int state : grouping.states()) {
                states.state(state).add(inputs);
            }
        }
    }

    /** What the rows so far add up to. */
    Map<SliceKey, SliceStates> states() {
        Map<SliceKey, SliceStates> all = new HashMap<>();
        days.forEach((date, day) -> {
            for (int i = 0; i < day.size(); i++) {
                int grouping = i;
                day.get(i)
                        .forEach((slice, states) ->
                                all.put(new SliceKey(date, grouping, values(grouping, slice)), states));
            }
        });
        return all;
    }

    private List<Map<Long, SliceStates>> newDay() {
        List<Map<Long, SliceStates>> day = new ArrayList<>();
        loop.groupings().forEach(grouping -> day.add(new HashMap<>()));
        return day;
    }

    private SliceStates begin(SliceLoop.Grouping grouping) {
        StateCollector[] states = new StateCollector[loop.states().size()];
        for (int state : grouping.states()) {
            states[state] = loop.states().get(state).begin();
        }
        return new SliceStates(new ExactSums(loop.sums().size()), states);
    }

    /** The codes of the values that the row has of these dimensions, side by side. */
    private long slice(int[] dimensions) {
        long slice = 0;
        for (int dimension : dimensions) {
            slice = slice << Integer.SIZE | codes[dimension];
        }
        return slice;
    }

    private List<String> values(int grouping, long slice) {
        int[] dimensions = loop.groupings().get(grouping).dimensions();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < dimensions.length; i++) {
            long code = slice >>> Integer.SIZE * (dimensions.length - 1 - i);
            values.add(words.get(dimensions[i]).word((int) code));
        }
        return values;
    }

    /** The values of a dimension, numbered as they come. */
    private static final class Words {
        private final Map<UTF8String, Integer> codes = new HashMap<>();
        private final List<String> words = new ArrayList<>();

        int code(UTF8String word) {
            Integer known = codes.get(word);
            if (known != null) {
                return known;
            }
            // The row's own text is where the next row's will be.
            codes.put(word.copy(), words.size());
            words.add(word.toString());
            return words.size() - 1;
        }

        String word(int code) {
            return words.get(code);
        }
    }
}
