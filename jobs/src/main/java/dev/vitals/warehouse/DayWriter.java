package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Replaces the days of a table that really changed, in one Delta commit.
 *
 * <p>Rows are compared day by day through an order-free hash, so that recomputing sixty days of cases writes only the
 * days on which a case moved, and so that whatever depends on those days knows which they are.
 */
final class DayWriter {
    /** Rows of one data file, at least, before a second one is worth its place. */
    private static final int ROWS_A_FILE = 20_000;

    /** Up to so many large days are written by every task, each a file of a day. */
    private static final int DAYS_A_TASK = 8;

    /** Files of one commit after which one for each day is better. */
    private static final int FILES_AT_ONCE = 64;

    /** What a write did. */
    record Written(TreeSet<LocalDate> changedDays, long rows) {}

    private final Warehouse warehouse;
    private final PendingDays pending;
    private final Replacement replacement;

    DayWriter(Warehouse warehouse, PendingDays pending) {
        this.warehouse = warehouse;
        this.pending = pending;
        this.replacement = new Replacement(warehouse);
    }

    /**
     * Replaces days of a dated table.
     *
     * @param rows gated rows of the contract, for these days alone; cached by the caller
     * @param fresh hashes of the rows by day
     * @param days the days that rows were computed for; a day without rows is emptied
     */
    Written replaceDays(
            TableContract contract, Dataset<Row> rows, Map<LocalDate, DayHash> fresh, Collection<LocalDate> days) {
        DayHashMemo memo = new DayHashMemo(warehouse, contract);
        Map<LocalDate, DayHash> stored = memo.stored(days);
        TreeSet<LocalDate> changed = new TreeSet<>();
        for (LocalDate day : days) {
            if (!Objects.equals(fresh.get(day), stored.get(day))) {
                changed.add(day);
            }
        }
        long written = changed.stream()
                .map(fresh::get)
                .filter(Objects::nonNull)
                .mapToLong(DayHash::rows)
                .sum();
        if (!changed.isEmpty()) {
            String date = contract.partitionBy().get(0);
            boolean isNew = made(contract);
            pending.add(contract.table(), changed);
            long version = replacement.days(
                    contract,
                    inFewFiles(rows.filter(onDays(date, List.copyOf(changed))), changed.size(), written, date),
                    changed,
                    stored.keySet());
            memo.write(isNew, version, days, fresh);
        }
        return new Written(changed, written);
    }

    /** Replaces a table without days, if its rows changed. */
    Written replaceWhole(TableContract contract, Dataset<Row> rows, Map<LocalDate, DayHash> fresh) {
        DayHashMemo memo = new DayHashMemo(warehouse, contract);
        List<LocalDate> whole = List.of(DayHash.WHOLE);
        if (!fresh.equals(memo.stored(whole))) {
            boolean isNew = made(contract);
            long version = replacement.whole(contract, rows.coalesce(1));
            memo.write(isNew, version, whole, fresh);
            return new Written(
                    new TreeSet<>(),
                    fresh.values().stream().mapToLong(DayHash::rows).sum());
        }
        return new Written(new TreeSet<>(), 0);
    }

    /** Makes the table if it is not there, and says whether it was not. */
    private boolean made(TableContract contract) {
        boolean isNew = !warehouse.exists(contract.table());
        warehouse.ensure(contract.table());
        return isNew;
    }

    /** Rows of one day, or of a few large ones, stay where they are; those of several are gathered by day. */
    private Dataset<Row> inFewFiles(Dataset<Row> rows, int days, long written, String date) {
        int files = filesFor(written);
        boolean areLarge =
                days <= DAYS_A_TASK && files * days <= FILES_AT_ONCE && written / days >= (long) files * ROWS_A_FILE;
        return days == 1 || areLarge ? rows.coalesce(files) : rows.repartition(files, col(date));
    }

    private int filesFor(long rows) {
        int most = Integer.parseInt(warehouse.spark().conf().get("spark.sql.shuffle.partitions"));
        return (int) Math.max(1, Math.min(most, rows / ROWS_A_FILE + 1));
    }

    /** Those of the days that have rows in a table that is partitioned by them. */
    static TreeSet<LocalDate> stored(Warehouse warehouse, TableContract contract, Collection<LocalDate> days) {
        String column = contract.partitionBy().get(0);
        TreeSet<LocalDate> stored = new TreeSet<>();
        warehouse
                .read(contract.table())
                .filter(onDays(column, List.copyOf(days)))
                .select(column)
                .distinct()
                .collectAsList()
                .forEach(row -> stored.add(row.getDate(0).toLocalDate()));
        return stored;
    }

    static Column onDays(String dateColumn, List<LocalDate> days) {
        return col(dateColumn).isin(days.stream().map(Date::valueOf).toArray());
    }
}
