package dev.vitals.stats;

import java.util.Arrays;

/**
 * The groups by which {@link ClusterTotals} count cases: bins of time that are coarse enough for the error of an estimate,
 * which needs a hundredth of the cells that the estimate itself needs, and codes. Below a minute every second is a group
 * of its own; from there on a group is a twentieth longer than the one before.
 */
public final class TimeGroups {
    private static final int MINUTE = 60;
    private static final double RATIO = 1.05;

    /** Tells a group from a {@linkplain TimeHistogram#cell cell}, by which older totals are grouped. */
    private static final int MARK = 1 << 24;

    private static final int[] GROUPS = groups();

    private TimeGroups() {}

    /** The group of a bin and a code. */
    public static int of(int bin, int code) {
        return MARK | TimeHistogram.cell(coarse(bin), code);
    }

    /** The number of a bin's group; a longer duration never has a smaller one. */
    static int coarse(int bin) {
        return GROUPS[TimeBins.checkBin(bin)];
    }

    /** Whether it is a group and no cell. */
    static boolean isGroup(int group) {
        return (group & MARK) != 0;
    }

    static int coarseOf(int group) {
        return TimeHistogram.bin(group & ~MARK);
    }

    static int codeOf(int group) {
        return TimeHistogram.code(group & ~MARK);
    }

    private static int[] groups() {
        int[] groups = new int[TimeBins.LAST_BIN + 1];
        Arrays.setAll(groups, bin -> {
            long seconds = TimeBins.lowerSeconds(bin);
            return seconds < MINUTE
                    ? (int) seconds
                    : MINUTE + (int) (StrictMath.log((double) seconds / MINUTE) / StrictMath.log(RATIO));
        });
        return groups;
    }
}
