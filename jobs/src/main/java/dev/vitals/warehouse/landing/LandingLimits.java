package dev.vitals.warehouse.landing;

/**
 * How many unreadable lines a file may have.
 *
 * @param warnShare share of lines above which the file is named in a warning
 * @param refuseShare share of lines above which nothing of the file lands
 */
public record LandingLimits(double warnShare, double refuseShare) {
    /** Warn over 1%, refuse over 20%. */
    public static final LandingLimits DEFAULT = new LandingLimits(0.01, 0.20);

    public LandingLimits {
        if (!(warnShare >= 0 && warnShare <= refuseShare && refuseShare <= 1)) {
            throw new IllegalArgumentException(
                    "Quarantine limits must be shares with 0 <= warn <= refuse <= 1, not warn %s and refuse %s."
                            .formatted(warnShare, refuseShare));
        }
    }

    boolean isRefused(long lines, long bad) {
        return bad > refuseShare * lines;
    }

    boolean isWorthAWarning(long lines, long bad) {
        return bad > warnShare * lines;
    }
}
