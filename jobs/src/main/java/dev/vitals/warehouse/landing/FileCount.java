package dev.vitals.warehouse.landing;

import java.util.Map;
import java.util.TreeMap;

/** The row equation of one file: every line is landed, quarantined, a duplicate or ignored. */
final class FileCount {
    private final long lines;
    private final long quarantined;
    private final Map<String, Long> ignoredByType = new TreeMap<>();
    private final Map<String, Long> landedByTable = new TreeMap<>();
    private final Map<String, Long> eventsByTable = new TreeMap<>();
    private boolean isRefused;

    FileCount(long lines, long quarantined) {
        this.lines = lines;
        this.quarantined = quarantined;
    }

    long lines() {
        return lines;
    }

    long quarantined() {
        return quarantined;
    }

    void addIgnored(String type, long n) {
        ignoredByType.merge(type, n, Long::sum);
    }

    void addEvents(String table, long n) {
        eventsByTable.merge(table, n, Long::sum);
    }

    /** As counted in the table after the commit, not as staged. */
    void addLanded(String table, long n) {
        landedByTable.merge(table, n, Long::sum);
    }

    void refuse() {
        isRefused = true;
    }

    boolean isRefused() {
        return isRefused;
    }

    double quarantinedShare() {
        return lines == 0 ? 0 : (double) quarantined / lines;
    }

    long ignored() {
        return sum(ignoredByType);
    }

    long landed() {
        return sum(landedByTable);
    }

    Map<String, Long> ignoredByType() {
        return ignoredByType;
    }

    Map<String, Long> landedByTable() {
        return landedByTable;
    }

    /** Whether every line is accounted for, given the duplicates that were found. */
    boolean isBalanced(long duplicates) {
        return isRefused || lines == landed() + quarantined + duplicates + ignored();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
