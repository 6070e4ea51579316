package dev.vitals.warehouse;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What readers see: of each table of numbers the version that was whole when a night had ended.
 *
 * @param night last day whose events count
 * @param run id in {@code ops.job_run} of the run that made it visible; of a rollback, of the run whose numbers are back
 * @param at when it was made visible
 * @param versions number of the commit by table, {@link #UNWRITTEN} of one that no night had written
 * @param reason why it was, in words
 */
public record Publication(LocalDate night, String run, Instant at, Map<String, Long> versions, String reason) {
    /** The version of a table that is not there. */
    static final long UNWRITTEN = -1;

    public Publication {
        versions = new TreeMap<>(versions);
    }

    /** The version of a table that readers see; empty of a table that is not held back. */
    OptionalLong version(String table) {
        Long version = versions.get(table);
        return version == null ? OptionalLong.empty() : OptionalLong.of(version);
    }

    /** The same numbers in other files. */
    Publication withVersion(String table, long version) {
        Map<String, Long> others = new TreeMap<>(versions);
        others.put(table, version);
        return new Publication(night, run, at, others, reason);
    }
}
