package dev.vitals.warehouse.landing;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;

/**
 * What one task of the landing pass left in scratch.
 *
 * @param stretches what it counted, for each stretch that it read
 * @param spills the files with its rows
 * @param keyFile file with the keys of its events, see {@link EventKeys}
 * @param keys how many keys
 */
record StagedGroup(List<Stretch> stretches, List<Spill> spills, String keyFile, long keys) implements Serializable {
    /**
     * One stretch of a file.
     *
     * @param index index of the stretch in the batch
     * @param lines lines that are not blank
     * @param physicalLines all lines
     * @param rejected lines that could not be read
     * @param breaksOff whether the rest of the file is missing, as of one that was cut while it was compressed
     * @param ignoredByType lines of known but unused types
     * @param unreadFields lines by event type and field that nothing reads, or whose code no list has
     */
    record Stretch(
            int index,
            long lines,
            long physicalLines,
            long rejected,
            boolean breaksOff,
            Map<String, Long> ignoredByType,
            Map<String, Long> unreadFields)
            implements Serializable {}

    /**
     * One scratch file.
     *
     * @param kind kind of its rows, see {@link SpillShape#kind}
     * @param uri where it lies
     * @param bytes its length
     * @param days days of its events, counted from 1970; none for lines that are no events
     */
    record Spill(String kind, String uri, long bytes, SortedSet<Integer> days) implements Serializable {}
}
