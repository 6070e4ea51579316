package dev.vitals.warehouse;

import java.util.List;

/**
 * What an erasure did; it names nobody.
 *
 * @param id of the erasure, as the history of the tables has it
 * @param startedAt when it began
 * @param endedAt when all was erased
 * @param people how many ids were asked for
 * @param digests of each of them a digest that only who has the pseudonym key can make of an id, to show later that it was
 *     among them
 * @param engine versions of what wrote the tables
 * @param tables every table that tells of people
 * @param landing the delivered files; null where they were not gone through
 */
public record ErasureReceipt(
        String id,
        String startedAt,
        String endedAt,
        int people,
        List<String> digests,
        String engine,
        List<Table> tables,
        Landing landing) {
    public ErasureReceipt {
        digests = List.copyOf(digests);
        tables = List.copyOf(tables);
    }

    /**
     * A table.
     *
     * @param table layer and name
     * @param rows rows that told of them and do so no more
     * @param filesRewritten files that held these rows
     * @param filesDeleted files of earlier versions that were deleted, whoever they told of
     * @param version the version from which on nobody of them is in it
     */
    public record Table(String table, long rows, long filesRewritten, long filesDeleted, long version) {}

    /**
     * Delivered files.
     *
     * @param files files that held them
     * @param records records in these that hold them no more
     * @param masked of these, records that tell of somebody under a legal hold too: they lost ids and names alone, the others are
     *     blank
     */
    public record Landing(long files, long records, long masked) {}

    /** Rows in all tables. */
    public long rows() {
        return tables.stream().mapToLong(Table::rows).sum();
    }
}
