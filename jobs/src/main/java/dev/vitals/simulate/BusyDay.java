package dev.vitals.simulate;

/**
 * A day on which far more happens than on the others: most who chat on it have long been there, and are not new to the
 * platform because the days before were thin.
 *
 * @param day its number, from 0; negative when there is none
 * @param messages chat messages of the day, late ones included; exactly so many, whatever day of the week it is
 * @param reports reports of the day
 * @param loudestShare share of all messages that is sent in the largest channel; 0 for its usual share
 */
public record BusyDay(int day, int messages, int reports, double loudestShare) {
    public static final BusyDay NONE = new BusyDay(-1, 0, 0, 0);

    /** Share of those who were not met before whose first message it is. */
    private static final double NEWCOMERS = 0.03;

    public BusyDay {
        if (day >= 0 && messages < 1 || reports < 0) {
            throw new IllegalArgumentException("A busy day of " + messages + " messages and " + reports
                    + " reports is none; give it a message at least");
        }
        if (!(loudestShare >= 0 && loudestShare < 1)) {
            throw new IllegalArgumentException(
                    "loudestShare = " + loudestShare + ", but shares lie in [0, 1); give a smaller one");
        }
    }

    boolean isOn(int other) {
        return day >= 0 && day == other;
    }

    /** Whether an account chatted before the first day. */
    boolean isRegular(int on, long seed, int account) {
        return isOn(on) && Dice.uniform(seed, 66, account) >= NEWCOMERS;
    }
}
