package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.TableContract;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;

/**
 * What the rows of a day add up to, whatever their order; days with equal ones hold the same rows.
 *
 * @param rows how many
 * @param total sum of their hashes; a decimal, so that it neither overflows nor depends on order
 */
record DayHash(long rows, BigDecimal total) {
    /** Stands for the only day of a table without days. */
    static final LocalDate WHOLE = LocalDate.EPOCH;

    private static final int HALF = 32;

    DayHash {
        total = total == null ? BigDecimal.ZERO : total.stripTrailingZeros();
    }

    /** Hashes of all days that rows are there for. */
    static Map<LocalDate, DayHash> of(TableContract contract, Dataset<Row> rows) {
        return of(RowLook.at(contract, rows, List.of(), List.of()));
    }

    static Map<LocalDate, DayHash> of(RowTotals totals) {
        Map<LocalDate, DayHash> byDay = new TreeMap<>();
        totals.days().forEach((day, sums) -> byDay.put(LocalDate.ofEpochDay(day), of(sums[0], sums[1], sums[2])));
        return byDay;
    }

    /** The day of a row. */
    static Column day(TableContract contract) {
        return contract.dayColumn()
                .map(ColumnContract::name)
                .map(name -> col("`" + name + "`"))
                .orElse(lit(Date.valueOf(WHOLE)));
    }

    /** The hash of a row, from its columns in the order of their names. */
    static Column ofRow(Dataset<Row> rows) {
        return xxhash64(Arrays.stream(rows.schema().fields())
                .sorted(Comparator.comparing(StructField::name))
                .map(DayHash::hashable)
                .toArray(Column[]::new));
    }

    /** From sums of the lower and the upper halves of hashes. */
    private static DayHash of(long rows, long low, long high) {
        BigInteger upper = BigInteger.valueOf(high).shiftLeft(HALF);
        return new DayHash(rows, new BigDecimal(upper.add(BigInteger.valueOf(low))));
    }

    /** Equal maps may list their entries in another order. */
    private static Column hashable(StructField field) {
        Column column = col("`" + field.name() + "`");
        return field.dataType() instanceof MapType ? array_sort(map_entries(column)) : column;
    }
}
