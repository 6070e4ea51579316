package dev.vitals.simulate;

import java.time.DayOfWeek;
import java.time.LocalDate;

/** When people chat: more at weekends, most in the evening (UTC), least at dawn. */
final class Rhythm {
    static final long HOUR_MILLIS = 3_600_000L;
    static final long DAY_MILLIS = 24 * HOUR_MILLIS;

    private static final int BINS = 96;
    private static final double[] CUMULATIVE = new double[BINS + 1];

    static {
        for (int i = 0; i < BINS; i++) {
            double hour = (i + 0.5) * 24 / BINS;
            double wave = 1 + 0.65 * StrictMath.cos((hour - 20) / 24 * 2 * Math.PI);
            CUMULATIVE[i + 1] = CUMULATIVE[i] + wave;
        }
        for (int i = 1; i <= BINS; i++) {
            CUMULATIVE[i] /= CUMULATIVE[BINS];
        }
    }

    private Rhythm() {}

    /** How busy a day is; 1 on average over a week. */
    static double weight(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        boolean weekend = weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY;
        return weekend ? 1.15 : 0.94;
    }

    /** Number of events of a day, with a few percent of noise. */
    static int volume(double perDay, LocalDate day, Dice dice) {
        double expected = perDay * weight(day) * dice.between(0.97, 1.03);
        return (int) Math.floor(expected + dice.next());
    }

    /** Millisecond of the day at a quantile of the day's activity. */
    static long millisAt(double quantile) {
        int low = 0;
        int high = BINS;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (CUMULATIVE[middle] <= quantile) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double part = (quantile - CUMULATIVE[low]) / (CUMULATIVE[low + 1] - CUMULATIVE[low]);
        return Math.min(DAY_MILLIS - 1, (long) ((low + part) * DAY_MILLIS / BINS));
    }

    static long anyTime(Dice dice) {
        return millisAt(dice.next());
    }
}
