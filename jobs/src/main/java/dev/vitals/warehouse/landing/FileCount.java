package dev.vitals.warehouse.landing;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The row equation of one file: every line is landed, quarantined, a duplicate or ignored. */
final class FileCount {
    private final Map<String, Long> ignoredByType = new TreeMap<>();
    private final Map<String, Long> unreadFields = new TreeMap<>();
    private final Map<String, Long> landedByTable = new TreeMap<>();
    private final Map<String, Long> landedByTableAndDay = new TreeMap<>();
    private long lines;
    private long quarantined;
    private long duplicates;
    private boolean breaksOff;
    private boolean isRefused;
    private LocalDate firstDay;
    private LocalDate lastDay;

    /** Takes in what was counted in a stretch of the file. */
    void add(StagedGroup.Stretch stretch) {
        lines += stretch.lines();
        quarantined += stretch.rejected();
        breaksOff |= stretch.breaksOff();
        stretch.ignoredByType().forEach((type, n) -> ignoredByType.merge(type, n, Long::sum));
        stretch.unreadFields().forEach((field, n) -> unreadFields.merge(field, n, Long::sum));
    }

    void addDuplicates(long n) {
        duplicates += n;
    }

    /** As counted in the table after the commit, not as staged. */
    synchronized void addLanded(String table, LocalDate day, long n) {
        landedByTable.merge(table, n, Long::sum);
        landedByTableAndDay.merge(table + "/" + day, n, Long::sum);
        firstDay = firstDay == null || day.isBefore(firstDay) ? day : firstDay;
        lastDay = lastDay == null || day.isAfter(lastDay) ? day : lastDay;
    }

    /** Days of its events; those from which a dimension holds are none, they lie long before the logs. */
    TreeSet<LocalDate> eventDays() {
        return landedByTableAndDay.keySet().stream()
                .filter(place -> !place.startsWith("bronze.dimension_event/"))
                .map(place -> LocalDate.parse(place.substring(place.indexOf('/') + 1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rest of the file is missing. */
    boolean breaksOff() {
        return breaksOff;
    }

    void refuse() {
        isRefused = true;
    }

    boolean isRefused() {
        return isRefused;
    }

    long lines() {
        return lines;
    }

    long quarantined() {
        return quarantined;
    }

    double quarantinedShare() {
        return lines == 0 ? 0 : (double) quarantined / lines;
    }

    long duplicates() {
        return duplicates;
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

    Map<String, Long> unreadFields() {
        return unreadFields;
    }

    Map<String, Long> landedByTable() {
        return landedByTable;
    }

    Map<String, Long> landedByTableAndDay() {
        return landedByTableAndDay;
    }

    Optional<LocalDate> firstDay() {
        return Optional.ofNullable(firstDay);
    }

    Optional<LocalDate> lastDay() {
        return Optional.ofNullable(lastDay);
    }

    /** Whether every line is accounted for; of a refused file, whether nothing landed. */
    boolean isBalanced() {
        return isRefused ? landed() == 0 : lines == landed() + quarantined + duplicates + ignored();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
