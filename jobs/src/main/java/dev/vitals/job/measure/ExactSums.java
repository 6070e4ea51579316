package dev.vitals.job.measure;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Sums of numbers of up to 38 digits, kept by 128 bits, so that adding to them makes no object. */
final class ExactSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private final long[] low;
    private final long[] high;

    ExactSums(int sums) {
        this.low = new long[sums];
        this.high = new long[sums];
    }

    /**
     * Adds to one of the sums.
     *
     * @param low the lower 64 bits
     * @param high the upper ones, with the sign
     */
    void add(int at, long low, long high) {
        long sum = this.low[at] + low;
        long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        long upper = this.high[at] + high + carry;
        if (((upper ^ this.high[at]) & (upper ^ high)) < 0) {
            throw new ArithmeticException("A sum has more than 38 digits.");
        }
        this.low[at] = sum;
        this.high[at] = upper;
    }

    /** Adds as many other sums. */
    void merge(ExactSums other) {
        for (int i = 0; i < low.length; i++) {
            add(i, other.low[i], other.high[i]);
        }
    }

    /** One of the sums, so many of whose digits are behind the point. */
    BigDecimal value(int at, int scale) {
        if (high[at] == low[at] >> Long.SIZE - 1) {
            return BigDecimal.valueOf(low[at], scale);
        }
        BigInteger upper = BigInteger.valueOf(high[at]).shiftLeft(Long.SIZE);
        BigInteger lower = new BigInteger(Long.toUnsignedString(low[at]));
        return new BigDecimal(upper.add(lower), scale);
    }
}
