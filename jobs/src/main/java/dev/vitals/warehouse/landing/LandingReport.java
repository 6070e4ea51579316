package dev.vitals.warehouse.landing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.vitals.warehouse.CheckResult;
import java.util.List;
import java.util.Map;

/**
 * What a landing pass did.
 *
 * @param sources one entry for each source that had new files
 * @param unknownSources folders that no adapter reads, and files that lie in no folder
 * @param failures sources that could not be landed, with the reason; nothing of their new files is there
 */
public record LandingReport(List<Source> sources, List<String> unknownSources, List<String> failures) {
    /**
     * A source's part of the pass: lines = landed + quarantined + duplicates + ignored + refusedLines.
     *
     * @param lines lines of all its files
     * @param refusedLines lines of refused files, readable or not; those that are not lie in the quarantine, too
     * @param refused files that had too many lines that could not be read, with the reason
     * @param warnings files over the warning share, files that break off, files whose events lie more than a year apart, and codes
     *     that no list has
     * @param checks how the checks of the bronze tables went
     */
    public record Source(
            String source,
            int files,
            long lines,
            long landed,
            long quarantined,
            long duplicates,
            long ignored,
            long refusedLines,
            Map<String, Long> landedByTable,
            List<String> refused,
            List<String> warnings,
            @JsonIgnore List<CheckResult> checks) {}

    /** Files that were refused, over all sources. */
    public List<String> refused() {
        return sources.stream().flatMap(s -> s.refused().stream()).toList();
    }

    /** How the checks of the bronze tables went, over all sources. */
    @JsonIgnore
    public List<CheckResult> checks() {
        return sources.stream().flatMap(s -> s.checks().stream()).toList();
    }

    /** Lines that became events. */
    public long landed() {
        return sources.stream().mapToLong(Source::landed).sum();
    }
}
