package dev.vitals.stats;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * The fixed grid of durations on which times to an event are counted, so that counts of different days can be added.
 *
 * <p>Below one hour each whole second is its own bin (bins 0 to 3599). From one hour on, bin 3600 + k holds the whole
 * seconds t with {@code 3600 * 1.01^k <= t < 3600 * 1.01^(k+1)}. The boundaries are computed once with integers, so
 * that a duration on a boundary always falls on the right side of it. Durations of ten years of 365 days and more share
 * {@link #LAST_BIN}.
 *
 * <p>Any second of a bin, the last one apart, differs from {@link #representativeSeconds} by at most 0.5 %, and from
 * any other second of its bin by less than 1 %. All methods are constant in memory and may be called per row.
 */
public final class TimeBins {
    /** The first duration whose bin is wider than one second, and the number of that bin. */
    public static final int FIRST_WIDE_BIN = 3600;

    private static final long TEN_YEARS = 10L * 365 * 24 * 3600;
    private static final double LOG_RATIO = Math.log(1.01);
    /** First whole second of each wide bin; the last entry opens the bin without an end. */
    private static final long[] WIDE = wideBoundaries();

    /** The last bin, which has no upper end: it holds ten years and more. */
    public static final int LAST_BIN = FIRST_WIDE_BIN + WIDE.length - 1;

    private TimeBins() {}

    /**
     * The bin of a duration.
     *
     * @param seconds whole seconds, 0 or more; fractions are cut off by the caller
     * @return a bin from 0 to {@link #LAST_BIN}; a longer duration never has a smaller bin
     * @throws IllegalArgumentException if the duration is negative
     */
    public static int bin(long seconds) {
        if (seconds < FIRST_WIDE_BIN) {
            if (seconds < 0) {
                throw new IllegalArgumentException("a duration of " + seconds
                        + " s is negative: its end lies before its start; repair or drop the pair before binning it");
            }
            return (int) seconds;
        }
        if (seconds >= WIDE[WIDE.length - 1]) {
            return LAST_BIN;
        }
        int k = Math.min((int) (Math.log(seconds / 3600.0) / LOG_RATIO), WIDE.length - 2);
        while (seconds < WIDE[k]) {
            k--;
        }
        while (seconds >= WIDE[k + 1]) {
            k++;
        }
        return FIRST_WIDE_BIN + k;
    }

    /** The shortest duration of a bin, in whole seconds. */
    public static long lowerSeconds(int bin) {
        checkBin(bin);
        return bin < FIRST_WIDE_BIN ? bin : WIDE[bin - FIRST_WIDE_BIN];
    }

    /** The longest duration of a bin, in whole seconds, itself included; {@code Long.MAX_VALUE} for the last bin. */
    public static long upperSeconds(int bin) {
        checkBin(bin);
        if (bin < FIRST_WIDE_BIN) {
            return bin;
        }
        return bin == LAST_BIN ? Long.MAX_VALUE : WIDE[bin - FIRST_WIDE_BIN + 1] - 1;
    }

    /**
     * The duration, in seconds, that stands for a bin in a published number: the middle between its shortest and its
     * longest whole second, hence the exact second below one hour; for the last bin its shortest second.
     */
    public static double representativeSeconds(int bin) {
        long lower = lowerSeconds(bin);
        return bin == LAST_BIN ? lower : lower + (upperSeconds(bin) - lower) / 2.0;
    }

    static int checkBin(int bin) {
        if (bin < 0 || bin > LAST_BIN) {
            throw new IllegalArgumentException("there is no time bin " + bin + "; bins run from 0 to " + LAST_BIN
                    + " and come from TimeBins.bin(seconds)");
        }
        return bin;
    }

    private static long[] wideBoundaries() {
        int steps = 0;
        long[] boundaries = new long[2000];
        BigInteger numerator = BigInteger.valueOf(FIRST_WIDE_BIN);
        BigInteger denominator = BigInteger.ONE;
        long boundary = FIRST_WIDE_BIN;
        while (boundary < TEN_YEARS) {
            boundaries[steps++] = boundary;
            numerator = numerator.multiply(BigInteger.valueOf(101));
            denominator = denominator.multiply(BigInteger.valueOf(100));
            // The smallest whole second not below 3600 * 1.01^steps.
            boundary = numerator
                    .add(denominator)
                    .subtract(BigInteger.ONE)
                    .divide(denominator)
                    .longValueExact();
        }
        boundaries[steps++] = TEN_YEARS;
        return Arrays.copyOf(boundaries, steps);
    }
}
