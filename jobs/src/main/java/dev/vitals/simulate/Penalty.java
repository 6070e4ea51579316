package dev.vitals.simulate;

import java.util.Locale;

/** Kinds of enforcement action with the share that is appealed and the share of decided appeals that is reversed. */
enum Penalty {
    MESSAGE_DELETE(0, 0),
    WARN(0.02, 0.12),
    TIMEOUT(0.05, 0.16),
    FEATURE_BLOCK(0.12, 0.20),
    BAN(0.18, 0.25),
    DEMONETIZE(0.30, 0.38),
    SUSPEND(0.37, 0.46);

    /** The shares above hold when this share of the actions is wrong. */
    static final double WRONG = 0.10;

    private static final double WRONG_APPEALS_MORE = 1.9;
    private static final double WRONG_REVERSED_MORE = 2.0;

    final double appealed;
    final double reversed;

    Penalty(double appealed, double reversed) {
        this.appealed = appealed;
        this.reversed = reversed;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    double appealed(boolean wrong) {
        return appealed * (wrong ? WRONG_APPEALS_MORE : (1 - WRONG * WRONG_APPEALS_MORE) / (1 - WRONG));
    }

    /** Given that an appeal is decided. */
    double reversed(boolean wrong) {
        double wrongAmongAppeals = WRONG * WRONG_APPEALS_MORE;
        return reversed
                * (wrong
                        ? WRONG_REVERSED_MORE
                        : (1 - wrongAmongAppeals * WRONG_REVERSED_MORE) / (1 - wrongAmongAppeals));
    }

    boolean canEnd() {
        return this == TIMEOUT || this == BAN || this == SUSPEND;
    }

    /** The event that lifts it, or null. */
    String lift() {
        return switch (this) {
            case TIMEOUT -> "untimeout";
            case BAN -> "unban";
            case SUSPEND -> "unsuspend";
            default -> null;
        };
    }
}
