package dev.vitals.job.land;

/** Names the log that tells of a sanction, so that refining sees which lines are of one log and which of several. */
final class LogTypes {
    /** Enough to tell apart the few channels of a shared chat, too few to know a channel by after its erasure. */
    private static final int DIGITS = 4;

    private LogTypes() {}

    /**
     * The event type; in a shared chat's other channels, whose logs are logs of their own, also which channel it is.
     *
     * @param channel pseudonym of the channel where it was done
     * @param carrier pseudonym of the channel whose log brought it, which may be the same
     */
    static String of(String type, String channel, String carrier) {
        return channel.equals(carrier) ? type : type + "/shared/" + carrier.substring(0, DIGITS);
    }
}
