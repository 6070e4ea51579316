package dev.vitals.simulate;

import java.util.Locale;

/**
 * Categories of reports with the true numbers behind them.
 *
 * <p>{@code upheld} is the share of decisions that act; {@code wrongAction} is the share of those actions on items that
 * do not violate, {@code wrongPass} the share of the other decisions on items that do.
 */
enum Harm {
    HARASSMENT(0.24, 0.16, 0.10, 0.040, 6.0, 0.06, 0.08, "general", 0.02, 0.18, 0.60),
    HATE(0.15, 0.21, 0.09, 0.045, 5.0, 0.08, 0.06, "general", 0.05, 0.55, 0.30),
    SEXUAL(0.11, 0.22, 0.08, 0.030, 7.0, 0.12, 0.07, "general", 0.04, 0.36, 0.45),
    VIOLENCE(0.06, 0.18, 0.07, 0.035, 4.0, 0.05, 0.05, "priority", 0.30, 0.50, 0.15),
    SPAM(0.18, 0.28, 0.06, 0.050, 3.0, 0.35, 0.03, "automation", 0.00, 0.05, 0.35),
    SCAM(0.08, 0.25, 0.07, 0.045, 4.5, 0.25, 0.05, "automation", 0.03, 0.37, 0.45),
    SELF_HARM(0.03, 0.14, 0.12, 0.030, 3.0, 0.02, 0.03, "priority", 0.70, 0.25, 0.05),
    MINORS(0.03, 0.19, 0.09, 0.025, 3.2, 0.03, 0.04, "priority", 0.80, 0.18, 0.02),
    COPYRIGHT(0.05, 0.24, 0.11, 0.050, 13.0, 0.05, 0.20, "legal", 0.00, 0.10, 0.50),
    OTHER(0.07, 0.11, 0.14, 0.030, 9.0, 0.05, 0.10, "general", 0.00, 0.05, 0.35);

    /** Share of reports filed under it. */
    final double share;

    final double upheld;
    final double wrongAction;
    final double wrongPass;
    final String queue;
    /** Time from creation to the decision that closes a report, in seconds. */
    final Durations resolution;

    private final double critical;
    private final double high;
    private final double medium;

    Harm(
            double share,
            double upheld,
            double wrongAction,
            double wrongPass,
            double medianHours,
            double automated,
            double slow,
            String queue,
            double critical,
            double high,
            double medium) {
        this.share = share;
        this.upheld = upheld;
        this.wrongAction = wrongAction;
        this.wrongPass = wrongPass;
        this.queue = queue;
        this.critical = critical;
        this.high = high;
        this.medium = medium;
        this.resolution = Durations.of(
                Durations.spike(automated, 1, 20),
                Durations.logNormal(1 - automated - slow, medianHours * 3600, 1.0),
                Durations.logNormal(slow, 72 * 3600, 1.0));
    }

    /** Component of {@link #resolution} in which no human takes part. */
    static final int AUTOMATED = 0;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Share of reported items that violate. */
    double violating() {
        return upheld * (1 - wrongAction) + (1 - upheld) * wrongPass;
    }

    /** Share of violating reported items that are acted on: 1 - false-negative rate. */
    double sensitivity() {
        return upheld * (1 - wrongAction) / violating();
    }

    /** Share of harmless reported items that are acted on: the false-positive rate. */
    double falsePositiveRate() {
        return upheld * wrongAction / (1 - violating());
    }

    String severity(Dice dice) {
        double u = dice.next();
        if (u < critical) {
            return "critical";
        }
        if (u < critical + high) {
            return "high";
        }
        return u < critical + high + medium ? "medium" : "low";
    }

    /** Share of all reported items that violate. */
    static double meanViolating() {
        double sum = 0;
        for (Harm harm : values()) {
            sum += harm.share * harm.violating();
        }
        return sum;
    }

    /** Category of a reported item that violates. */
    static Harm ofViolation(Dice dice) {
        double u = dice.next() * meanViolating();
        for (Harm harm : values()) {
            u -= harm.share * harm.violating();
            if (u < 0) {
                return harm;
            }
        }
        return OTHER;
    }

    /** Category under which a harmless item is reported. */
    static Harm ofMistake(Dice dice) {
        double u = dice.next() * (1 - meanViolating());
        for (Harm harm : values()) {
            u -= harm.share * (1 - harm.violating());
            if (u < 0) {
                return harm;
            }
        }
        return OTHER;
    }

    /** Category of any reported item. */
    static Harm any(Dice dice) {
        double u = dice.next();
        for (Harm harm : values()) {
            u -= harm.share;
            if (u < 0) {
                return harm;
            }
        }
        return OTHER;
    }
}
