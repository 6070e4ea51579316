package dev.vitals.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * How the data of a report came in, and what moved afterwards.
 *
 * @param intakes files and lines of the nights of the period, by source
 * @param quarantined unreadable lines by source and reason
 * @param ignored lines of known but unused types
 * @param unread fields of used lines that nothing reads
 * @param restated how many published numbers moved in the nights of the period, by KPI and reason, all slices
 * @param restatements the single moves with slice {@code all} in the nights of the period
 * @param checksRun checks that were run for the period
 * @param checks those that did not pass
 */
public record DataQuality(
        List<Intake> intakes,
        List<Quarantined> quarantined,
        List<Ignored> ignored,
        List<Unread> unread,
        List<Restated> restated,
        List<Restatement> restatements,
        long checksRun,
        List<BrokenCheck> checks) {
    public DataQuality {
        intakes = List.copyOf(intakes);
        quarantined = List.copyOf(quarantined);
        ignored = List.copyOf(ignored);
        unread = List.copyOf(unread);
        restated = List.copyOf(restated);
        restatements = List.copyOf(restatements);
        checks = List.copyOf(checks);
    }

    /** Nothing came in, nothing moved, nothing was checked. */
    public static DataQuality none() {
        return new DataQuality(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of());
    }

    /**
     * What a source delivered. The line counts are those of landed files; a refused file counts in {@code refusedFiles}
     * alone.
     *
     * @param lateFiles landed files with an event of a day that had been published before
     */
    public record Intake(
            String source,
            long files,
            long refusedFiles,
            long lateFiles,
            long lines,
            long landed,
            long quarantined,
            long duplicates,
            long ignored) {
        /** Lines that the row equation can't account for; 0 when it holds. */
        long missing() {
            return lines - landed - quarantined - duplicates - ignored;
        }

        /** Files, late and refused ones, then lines and what became of them: the columns of every table of them. */
        long[] counts() {
            return new long[] {
                files, lateFiles, refusedFiles, lines, landed, quarantined, duplicates, ignored, missing()
            };
        }
    }

    /** Lines of a source that could not be read, for one reason. */
    public record Quarantined(String source, String reason, long lines) {}

    /** Lines of a source that have a known but unused type. */
    public record Ignored(String source, String type, long lines) {}

    /**
     * A field that nothing reads, perhaps because the format of the source grew.
     *
     * @param field type of the event and name of the field, with a slash between them
     * @param lines used lines that had it
     */
    public record Unread(String source, String field, long lines) {}

    /**
     * Published numbers of a KPI that moved for one reason.
     *
     * @param numbers how many moved
     * @param finalNumbers how many of them had been final
     */
    public record Restated(String kpi, String reason, long numbers, long finalNumbers) {}

    /**
     * One published daily number that moved, as in {@code ops.restatement}; values and counts are null when absent.
     *
     * @param sliceKey the slice by the text it is filed under
     * @param isBeyondInterval whether the new value lies outside the interval of the old one; empty when it had none
     */
    public record Restatement(
            LocalDate asOf,
            String kpi,
            LocalDate date,
            String sliceKey,
            String estimate,
            Double oldValue,
            Double newValue,
            Long oldN,
            Long newN,
            boolean wasMature,
            String reason,
            Optional<Boolean> isBeyondInterval) {}

    /**
     * A check that rows broke.
     *
     * @param severity fail or warn
     */
    public record BrokenCheck(
            String table, String check, String severity, long brokenRows, long rows, LocalDate asOf) {}
}
