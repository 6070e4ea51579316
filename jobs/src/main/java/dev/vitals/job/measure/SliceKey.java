package dev.vitals.job.measure;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A day and slice.
 *
 * @param epochDay the day, counted from 1970
 * @param grouping position of the dimensions among those that are asked for
 * @param values one for each dimension
 */
record SliceKey(int epochDay, int grouping, List<String> values) implements Serializable {
    LocalDate date() {
        return LocalDate.ofEpochDay(epochDay);
    }

    /** Dimensions and values, in the order of the dimensions. */
    Map<String, String> slice(List<String> dimensions) {
        Map<String, String> slice = new TreeMap<>();
        for (int i = 0; i < dimensions.size(); i++) {
            slice.put(dimensions.get(i), values.get(i));
        }
        return slice;
    }

    /** One of so many parts, the same on every machine. */
    int part(int parts) {
        return Math.floorMod(31 * (31 * epochDay + grouping) + values.hashCode(), parts);
    }
}
