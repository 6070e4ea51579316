package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.TableContract;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
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

    /** Name of the column with the hash of a row. */
    static final String ROW = "row_hash";

    private static final int HALF = 32;
    private static final long LOW = (1L << HALF) - 1;

    DayHash {
        total = total == null ? BigDecimal.ZERO : total.stripTrailingZeros();
    }

    /** Hashes of all days that rows are there for. */
    static Map<LocalDate, DayHash> of(TableContract contract, Dataset<Row> rows) {
        Map<LocalDate, DayHash> byDay = new TreeMap<>();
        for (Row row : rows.withColumn(ROW, ofRow(rows))
                .groupBy(day(contract).as("day"))
                .agg(count(lit(1)), sum(low()), sum(high()))
                .collectAsList()) {
            byDay.put(row.getDate(0).toLocalDate(), of(row.getLong(1), row.getLong(2), row.getLong(3)));
        }
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

    /** The lower half of {@link #ROW}: sums of halves overflow no long, and a decimal is an object for every row. */
    static Column low() {
        return col(ROW).bitwiseAND(LOW);
    }

    static Column high() {
        return shiftright(col(ROW), HALF);
    }

    /** From the sums of {@link #low} and {@link #high}. */
    static DayHash of(long rows, long low, long high) {
        BigInteger upper = BigInteger.valueOf(high).shiftLeft(HALF);
        return new DayHash(rows, new BigDecimal(upper.add(BigInteger.valueOf(low))));
    }

    /** Equal maps may list their entries in another order. */
    private static Column hashable(StructField field) {
        Column column = col("`" + field.name() + "`");
        return field.dataType() instanceof MapType ? array_sort(map_entries(column)) : column;
    }
}
