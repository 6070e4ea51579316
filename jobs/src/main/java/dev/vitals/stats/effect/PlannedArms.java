package dev.vitals.stats.effect;

/**
 * What is known of a metric before a test, and the units that its arms will have.
 *
 * @param controlUnits units of the control, above 0; need not be whole
 * @param treatmentUnits units of the treatment, above 0; need not be whole
 * @param mean of the control; of no matter for differences
 * @param variance from unit to unit in either arm, above 0
 */
public record PlannedArms(double controlUnits, double treatmentUnits, double mean, double variance) {
    public PlannedArms {
        boolean areUnits = isAboveZero(controlUnits) && isAboveZero(treatmentUnits);
        if (!areUnits || !Double.isFinite(mean) || !isAboveZero(variance)) {
            throw new IllegalArgumentException(
                    "arms of %s and %s units with a mean of %s and a variance of %s can't be planned:"
                                    .formatted(controlUnits, treatmentUnits, mean, variance)
                            + " units and variance must be above 0 and the mean finite");
        }
    }

    private static boolean isAboveZero(double number) {
        return number > 0 && Double.isFinite(number);
    }

    /** As many times as many units in both arms. */
    public PlannedArms times(double factor) {
        return new PlannedArms(factor * controlUnits, factor * treatmentUnits, mean, variance);
    }

    /** With whole units, rounded up. */
    PlannedArms roundedUp() {
        return new PlannedArms(Math.ceil(controlUnits), Math.ceil(treatmentUnits), mean, variance);
    }

    /** Both arms' units less one each. */
    double freedom() {
        return controlUnits + treatmentUnits - 2;
    }
}
