package dev.vitals.stats.effect;

/** In which direction a test looks. */
public enum Alternative {
    /** Different in either direction; the interval has two limits. */
    TWO_SIDED,
    /** The treatment is higher; the interval has a lower limit alone. */
    GREATER,
    /** The treatment is lower; the interval has an upper limit alone. */
    LESS
}
