package dev.vitals.stats;

import java.time.LocalDate;
import java.util.List;

/**
 * Tells a series that moved to another level from one that had a bad day.
 *
 * <p>A shift is the last three days or more all outside their bands, on the same side and of one size: none less than a
 * third as far out as the farthest, so that a spike that fades over some days is still a spike. Two such days are not
 * yet either.
 *
 * @param kind what the last day is part of
 * @param since the first day of it; the last day when there is no change
 * @param score the mean score of its days
 */
public record LevelShift(Kind kind, LocalDate since, double score) {
    private static final int DAYS_OF_A_SHIFT = 3;
    private static final double OF_ONE_SIZE = 1 / 3.0;

    /** What the last day of a series is part of. */
    public enum Kind {
        /** The last day lies inside its band. */
        NONE,
        /** The last day lies outside, and not in a row with the days before. */
        SPIKE,
        /** The second day outside in a row, on the same side and of one size: tomorrow tells. */
        UNSETTLED,
        /** Three days or more outside, on the same side and of one size. */
        SHIFT
    }

    /**
     * What the last of some days is part of.
     *
     * @param days successive days, the last one last, at least one; all judged against the weeks before the first
     */
    public static LevelShift of(List<Deviation> days) {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("no day to look at; judge the last days of the series first");
        }
        Deviation last = days.get(days.size() - 1);
        if (!last.isBeyond()) {
            return new LevelShift(Kind.NONE, last.day(), last.score());
        }
        double least = Math.abs(last.score());
        double most = least;
        double sum = 0;
        int run = 0;
        for (int i = days.size() - 1; i >= 0 && follows(days.get(i), last, run); i--) {
            double size = Math.abs(days.get(i).score());
            least = Math.min(least, size);
            most = Math.max(most, size);
            if (least < OF_ONE_SIZE * most) {
                break;
            }
            run++;
            sum += days.get(i).score();
        }
        Kind kind = run >= DAYS_OF_A_SHIFT ? Kind.SHIFT : run == 2 ? Kind.UNSETTLED : Kind.SPIKE;
        return new LevelShift(kind, last.day().minusDays(run - 1L), sum / run);
    }

    private static boolean follows(Deviation day, Deviation last, int run) {
        return day.isBeyond()
                && Math.signum(day.score()) == Math.signum(last.score())
                && day.day().equals(last.day().minusDays(run));
    }
}
