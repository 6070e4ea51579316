package dev.vitals.job.measure;

import java.math.BigInteger;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/**
 * What one row brings, as plain values that are read from it once, however many slices it belongs to.
 *
 * <p>One object serves all rows of a task.
 */
final class RowValues {
    private final int from;
    private final Reader[] readers;
    private final boolean[] isNull;
    private final long[] numbers;
    /** Upper halves of numbers that are read by 128 bits. */
    private final long[] high;

    private final byte[][] bytes;

    private RowValues(int from, Reader[] readers) {
        this.from = from;
        this.readers = readers;
        this.isNull = new boolean[readers.length];
        this.numbers = new long[readers.length];
        this.high = new long[readers.length];
        this.bytes = new byte[readers.length][];
    }

    /**
     * Values of columns that lie side by side.
     *
     * @param from position of the first of them in each row
     */
    static RowValues of(int from, List<DataType> types) {
        return new RowValues(from, types.stream().map(RowValues::reader).toArray(Reader[]::new));
    }

    /** Takes the values of a row in the place of those before. */
    void read(InternalRow row) {
        for (int i = 0; i < readers.length; i++) {
            isNull[i] = row.isNullAt(from + i);
            if (!isNull[i]) {
                readers[i].read(row, from + i, this, i);
            }
        }
    }

    boolean isNullAt(int i) {
        return isNull[i];
    }

    /** A whole number, or an amount without its decimal point. */
    long number(int i) {
        return numbers[i];
    }

    /** The upper 64 bits of a number, of which {@link #number} are the lower ones. */
    long high(int i) {
        return high[i];
    }

    /** A binary, or a text in UTF-8. */
    byte[] bytes(int i) {
        return bytes[i];
    }

    /** Reads a value that is not null. */
    @FunctionalInterface
    private interface Reader {
        void read(InternalRow row, int at, RowValues to, int i);
    }

    private static Reader reader(DataType type) {
        if (type.equals(DataTypes.LongType)) {
            return (row, at, to, i) -> to.set(i, row.getLong(at));
        }
        if (type.equals(DataTypes.IntegerType)) {
            return (row, at, to, i) -> to.set(i, row.getInt(at));
        }
        if (type.equals(DataTypes.StringType)) {
            return (row, at, to, i) -> to.bytes[i] = row.getUTF8String(at).getBytes();
        }
        if (type.equals(DataTypes.BinaryType)) {
            return (row, at, to, i) -> to.bytes[i] = row.getBinary(at);
        }
        if (type instanceof DecimalType decimal) {
            int precision = decimal.precision();
            int scale = decimal.scale();
            return precision <= Decimal.MAX_LONG_DIGITS()
                    ? (row, at, to, i) ->
                            to.set(i, row.getDecimal(at, precision, scale).toUnscaledLong())
                    : (row, at, to, i) -> to.set(
                            i,
                            row.getDecimal(at, precision, scale)
                                    .toJavaBigDecimal()
                                    .unscaledValue());
        }
        throw new IllegalArgumentException("Amounts are whole numbers or decimals, so that sums are exact, and not "
                + type.catalogString() + "; cast the expression of the KPI to bigint or decimal.");
    }

    private void set(int i, long number) {
        numbers[i] = number;
        high[i] = number >> Long.SIZE - 1;
    }

    private void set(int i, BigInteger number) {
        numbers[i] = number.longValue();
        high[i] = number.shiftRight(Long.SIZE).longValue();
    }
}
