package dev.vitals.job.measure;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;

/** Which amounts of a row, or products of two of them, make which sum. */
final class RowSums implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int NONE = -1;

    /** Positions of the amounts; the second of each pair is {@link #NONE} where there is no product. */
    private final int[] ones;

    private final int[] others;
    private final int[] scales;

    /**
     * @param sums what is summed
     * @param types of the amounts
     */
    RowSums(List<Sum> sums, List<DataType> types) {
        sums.stream()
                .filter(sum -> sum.other() != NONE)
                .flatMap(sum -> Stream.of(sum.one(), sum.other()))
                .map(types::get)
                .forEach(RowSums::requireLong);
        this.ones = sums.stream().mapToInt(Sum::one).toArray();
        this.others = sums.stream().mapToInt(Sum::other).toArray();
        this.scales = sums.stream()
                .mapToInt(sum -> scale(types, sum.one()) + (sum.other() == NONE ? 0 : scale(types, sum.other())))
                .toArray();
    }

    /**
     * A sum.
     *
     * @param one position of an amount
     * @param other position of the amount by which it is multiplied, or of none
     */
    record Sum(int one, int other) {
        static Sum of(int amount) {
            return new Sum(amount, NONE);
        }

        static Sum ofProduct(int one, int other) {
            return new Sum(one, other);
        }
    }

    int size() {
        return ones.length;
    }

    /** Digits behind the point of a sum. */
    int scale(int sum) {
        return scales[sum];
    }

    /** What a row adds to each sum. */
    Addends addends() {
        return new Addends();
    }

    /** What one row adds to each sum; one object serves all rows of a task. */
    final class Addends {
        private final long[] low = new long[ones.length];
        private final long[] high = new long[ones.length];

        /** Takes the amounts of a row in the place of those before; null adds nothing. */
        void read(RowValues amounts) {
            for (int i = 0; i < ones.length; i++) {
                int one = ones[i];
                int other = others[i];
                if (amounts.isNullAt(one) || other != NONE && amounts.isNullAt(other)) {
                    low[i] = 0;
                    high[i] = 0;
                } else if (other == NONE) {
                    low[i] = amounts.number(one);
                    high[i] = amounts.high(one);
                } else {
                    low[i] = amounts.number(one) * amounts.number(other);
                    high[i] = Math.multiplyHigh(amounts.number(one), amounts.number(other));
                }
            }
        }

        /** Adds to those of the sums that are asked for. */
        void addTo(ExactSums sums, int[] wanted) {
            for (int i : wanted) {
                if ((low[i] | high[i]) != 0) {
                    sums.add(i, low[i], high[i]);
                }
            }
        }
    }

    private static void requireLong(DataType type) {
        if (type instanceof DecimalType decimal && decimal.precision() > Decimal.MAX_LONG_DIGITS()) {
            throw new IllegalArgumentException("The product of two amounts is exact where each has up to "
                    + Decimal.MAX_LONG_DIGITS() + " digits, and this one is a " + type.catalogString()
                    + "; sum a product of its own instead.");
        }
    }

    private static int scale(List<DataType> types, int amount) {
        return types.get(amount) instanceof DecimalType decimal ? decimal.scale() : 0;
    }
}
