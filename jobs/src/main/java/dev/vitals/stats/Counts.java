package dev.vitals.stats;

/** Checks counts that come in pairs, so that every interval refuses the same mistakes in the same words. */
final class Counts {
    private Counts() {}

    static void checkShare(long positives, long n) {
        if (n < 0 || positives < 0 || positives > n) {
            throw new IllegalArgumentException(positives + " positives of " + n
                    + " cases is not a share; positives must lie between 0 and the number of cases");
        }
    }

    static void checkRate(long events, double exposure) {
        if (events < 0 || !(exposure >= 0) || Double.isInfinite(exposure)) {
            throw new IllegalArgumentException(events + " events in an exposure of " + exposure
                    + " is not a rate; events must be 0 or more, and the exposure finite and 0 or more");
        }
        if (events > 0 && exposure == 0) {
            throw new IllegalArgumentException(events
                    + " events without any exposure: numerator and denominator come from different rows;"
                    + " count both over the same days and slices");
        }
    }

    static void checkCases(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("a number of cases of " + n + " is negative");
        }
    }
}
