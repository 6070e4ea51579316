package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.contract.TableContract;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    /** What a write did. */
    record Written(TreeSet<LocalDate> changedDays, long rows) {}

    private final Warehouse warehouse;
    private final PendingDays pending;

    DayWriter(Warehouse warehouse, PendingDays pending) {
        this.warehouse = warehouse;
        this.pending = pending;
    }

    /**
     * Replaces days of a dated table.
     *
     * @param rows gated rows of the contract, for these days alone; cached by the caller
     * @param days the days that rows were computed for; a day without rows is emptied
     */
    Written replaceDays(TableContract contract, Dataset<Row> rows, List<LocalDate> days) {
        String dateColumn = contract.partitionBy().get(0);
        Map<LocalDate, DayHash> fresh = hashes(rows, dateColumn);
        Map<LocalDate, DayHash> stored =
                hashes(warehouse.read(contract.table()).filter(onDays(dateColumn, days)), dateColumn);
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
            warehouse.ensure(contract.table());
            pending.add(contract.table(), changed);
            List<LocalDate> changedDays = List.copyOf(changed);
            rows.filter(onDays(dateColumn, changedDays))
                    .repartition(filesFor(written), col(dateColumn))
                    .write()
                    .format("delta")
                    .mode("overwrite")
                    .option("replaceWhere", predicate(dateColumn, changedDays))
                    .save(warehouse.path(contract.table()));
        }
        return new Written(changed, written);
    }

    /** Replaces a table without days, if its rows changed. */
    Written replaceWhole(TableContract contract, Dataset<Row> rows) {
        DayHash fresh = hash(rows);
        DayHash stored = hash(warehouse.read(contract.table()));
        if (!fresh.equals(stored)) {
            warehouse.ensure(contract.table());
            rows.coalesce(1).write().format("delta").mode("overwrite").save(warehouse.path(contract.table()));
            return new Written(new TreeSet<>(), fresh.rows());
        }
        return new Written(new TreeSet<>(), 0);
    }

    private int filesFor(long rows) {
        int most = Integer.parseInt(warehouse.spark().conf().get("spark.sql.shuffle.partitions"));
        return (int) Math.max(1, Math.min(most, rows / 20_000 + 1));
    }

    static Column onDays(String dateColumn, List<LocalDate> days) {
        return col(dateColumn).isin(days.stream().map(Date::valueOf).toArray());
    }

    static String predicate(String dateColumn, List<LocalDate> days) {
        return days.stream()
                .map(d -> "DATE'" + d + "'")
                .collect(Collectors.joining(", ", "`" + dateColumn + "` IN (", ")"));
    }

    private record DayHash(long rows, java.math.BigDecimal sum) {
        DayHash {
            sum = sum == null ? java.math.BigDecimal.ZERO : sum;
        }
    }

    private static Map<LocalDate, DayHash> hashes(Dataset<Row> rows, String dateColumn) {
        Map<LocalDate, DayHash> byDay = new HashMap<>();
        for (Row row : rows.groupBy(col(dateColumn))
                .agg(count(lit(1)), sum(rowHash(rows)))
                .collectAsList()) {
            byDay.put(row.getDate(0).toLocalDate(), new DayHash(row.getLong(1), row.getDecimal(2)));
        }
        return byDay;
    }

    private static DayHash hash(Dataset<Row> rows) {
        Row row = rows.agg(count(lit(1)), sum(rowHash(rows))).first();
        return new DayHash(row.getLong(0), row.getDecimal(1));
    }

    /** Decimal, so that the sum neither overflows nor depends on order. */
    private static Column rowHash(Dataset<Row> rows) {
        List<String> names = new ArrayList<>(Arrays.asList(rows.columns()));
        names.sort(null);
        return xxhash64(names.stream().map(n -> col("`" + n + "`")).toArray(Column[]::new))
                .cast("decimal(20,0)");
    }
}
