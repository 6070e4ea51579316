package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.CalibrationBench.Calibration;
import dev.vitals.cli.calibration.CalibrationBench.Verdict;
import java.util.List;

/** The table of a {@link CalibrationBench}, line by line. */
public final class CalibrationTable {
    static final int NAME = 33;
    static final int DATA = 42;
    private static final String ROW = "%-" + NAME + "s %-" + DATA + "s %7s %11s  %-19s %6s %6s  %s";

    private CalibrationTable() {}

    /** What is counted, and the names of the columns. */
    public static String head(int samples) {
        return ("How often a difference is called at 5%% where there is none, in %,d pairs of arms of each kind, and how"
                                + " often the 95%% interval%nholds a planted one, in as many; band: 99%% of what chance"
                                + " makes of 5%%. Usual: what another way calls of the same arms.%nOf power: how often an"
                                + " effect is missed by a test that was planned to miss it in 5%%.%n")
                        .formatted(samples)
                + ROW.formatted("method", "data", "called", "band", "", "held", "usual", "the usual way");
    }

    /** A method. */
    public static String line(Calibration c) {
        return ROW.formatted(
                        c.method(),
                        c.data(),
                        percent(c.called()),
                        "%.1f-%.1f%%".formatted(100 * c.low(), 100 * c.high()),
                        words(c.verdict()),
                        percent(c.held()),
                        percent(c.naiveCalled()),
                        c.naive() == null ? "" : c.naive())
                .stripTrailing();
    }

    /** How many keep their word. */
    public static String summary(List<Calibration> all) {
        long usual = all.stream().filter(c -> c.naiveCalled() != null).count();
        return ("%d of %d methods in their band, %d conservative as they say, %d short as is known of them, %d not as they"
                        + " say; the usual way calls too much in %d of %d")
                .formatted(
                        of(all, Verdict.IN_BAND),
                        all.size(),
                        of(all, Verdict.CONSERVATIVE),
                        of(all, Verdict.KNOWN_SHORT),
                        all.stream().filter(c -> !c.keepsItsWord()).count(),
                        all.stream().filter(Calibration::naiveMisleads).count(),
                        usual);
    }

    private static long of(List<Calibration> all, Verdict verdict) {
        return all.stream().filter(c -> c.verdict() == verdict).count();
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case IN_BAND -> "in band";
            case CONSERVATIVE -> "conservative";
            case KNOWN_SHORT -> "known to be short";
            case NOT_IN_BAND -> "NOT IN BAND";
            case INTERVAL_OFF -> "HELD NOT 93% to 97%";
        };
    }

    private static String percent(Double share) {
        return share == null ? "-" : "%.1f%%".formatted(100 * share);
    }
}
