package dev.vitals.cli.meter;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What a part of a run cost the process; what the operating system does not tell is null.
 *
 * @param name word for it
 * @param startedMillis when it began, since the epoch
 * @param cpuSeconds of all threads, those of the collector and the compiler included
 * @param bytesRead that the process asked for, from disk or from memory that holds what is on disk; files that are mapped into
 *     memory do not count
 * @param bytesFromDisk of those that had to be fetched from disk
 * @param bytesWritten that the process wrote
 * @param peakMebibytes most memory that was resident; of the process so far where it can't be told by part
 * @param gcSeconds in which threads stood still or a collector worked beside them
 * @param jitSeconds of compiling
 * @param rows rows that came out; null where that is not known
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeteredPart(
        String name,
        long startedMillis,
        double wallSeconds,
        double cpuSeconds,
        Long bytesRead,
        Long bytesFromDisk,
        Long bytesWritten,
        Long peakMebibytes,
        long gcCount,
        double gcSeconds,
        double jitSeconds,
        Long rows) {

    public MeteredPart withRows(long counted) {
        return new MeteredPart(
                name,
                startedMillis,
                wallSeconds,
                cpuSeconds,
                bytesRead,
                bytesFromDisk,
                bytesWritten,
                peakMebibytes,
                gcCount,
                gcSeconds,
                jitSeconds,
                counted);
    }

    /** Rows a second; null where the rows are not known. */
    public Double rowsPerSecond() {
        return rows == null || wallSeconds <= 0 ? null : rows / wallSeconds;
    }
}
