package dev.vitals.stats;

/** A choice among the causes of a {@link TimeHistogram}. */
record Causes(int mask) {
    /** Every cause there can be. */
    static final Causes ALL = new Causes((1 << (TimeHistogram.MAX_CAUSE + 1)) - 1);

    static Causes of(int... causes) {
        if (causes.length == 0) {
            throw new IllegalArgumentException("no cause named; name at least one, or leave the choice out for all");
        }
        int mask = 0;
        for (int cause : causes) {
            if (cause < 0 || cause > TimeHistogram.MAX_CAUSE) {
                throw new IllegalArgumentException("there is no cause " + cause + "; causes are 0 to "
                        + TimeHistogram.MAX_CAUSE + ", and a censored case has no cause");
            }
            mask |= 1 << cause;
        }
        return new Causes(mask);
    }

    /** Whether a code of a histogram is one of these causes; never true for a censored case. */
    boolean contains(int code) {
        return code >= 0 && (mask >> code & 1) == 1;
    }
}
