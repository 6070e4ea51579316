package dev.vitals.warehouse.landing;

import java.io.Serializable;

/**
 * A data file that was written for a table and that its log does not know yet.
 *
 * @param path below the folder of the table
 * @param partition value of the column that the table is partitioned by
 * @param rows how many
 * @param statistics what the log tells of its columns, as JSON
 */
public record DataFile(String path, String partition, long bytes, long modifiedMillis, long rows, String statistics)
        implements Serializable {}
