package dev.vitals.cli.calibration;

/**
 * What a method claims of how often it calls a difference where there is none, and holds it where there is one.
 *
 * @param isAtMost whether it may call less than it says, and hold the truth more often: exact tests of few counts, and
 *     those that hold at all looks
 * @param mostCalled share that it is known to call where it is known to be short, else not a number
 * @param leastHeld share of truths that it is known to hold there
 */
record Promise(boolean isAtMost, double mostCalled, double leastHeld) {
    /** Calls 5%, and holds 95% of the truths. */
    static final Promise EXACT = new Promise(false, Double.NaN, Double.NaN);

    /** Calls 5% at most, and holds 95% of the truths at least. */
    static final Promise AT_MOST = new Promise(true, Double.NaN, Double.NaN);

    /** Documented to call up to this share, and to hold this share of the truths at least. */
    static Promise knownShort(double mostCalled, double leastHeld) {
        return new Promise(false, mostCalled, leastHeld);
    }

    boolean isKnownShort() {
        return !Double.isNaN(mostCalled);
    }
}
