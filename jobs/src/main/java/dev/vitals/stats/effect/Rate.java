package dev.vitals.stats.effect;

/**
 * Events of an arm and what they were exposed to.
 *
 * @param events their number, 0 or more
 * @param exposure in the unit of the rate, such as hours or thousands of messages; above 0
 */
public record Rate(long events, double exposure) {
    public Rate {
        if (events < 0 || !(exposure > 0 && Double.isFinite(exposure))) {
            throw new IllegalArgumentException(
                    "%d events in an exposure of %s are no rate: events must be 0 or more,".formatted(events, exposure)
                            + " and the exposure above 0");
        }
    }

    /** Events per unit of exposure. */
    public double perExposure() {
        return events / exposure;
    }
}
