package dev.vitals.stats.effect;

import dev.vitals.stats.Estimate;

/**
 * The difference of a number between two arms, each known with its standard error: sqrt(s1^2 + s0^2), normal.
 *
 * <p>For numbers of many independent units that are no means, such as {@link dev.vitals.stats.Atkinson}'s index or
 * {@link dev.vitals.stats.Inequality}'s. Not for means, for which {@link WelchTest} knows the degrees of freedom; not
 * for estimates whose interval is not of this error, as where cases come in clusters; and not near the end of a range,
 * where errors do not say how an estimate scatters.
 */
public final class EstimateDifference {
    private final Hypothesis hypothesis;

    private EstimateDifference(Hypothesis hypothesis) {
        this.hypothesis = hypothesis;
    }

    /** Two-sided, with intervals of 95%. */
    public static EstimateDifference withDefaults() {
        return new EstimateDifference(Hypothesis.NO_DIFFERENCE);
    }

    /** The same asked of this hypothesis. */
    public EstimateDifference with(Hypothesis other) {
        return new EstimateDifference(other);
    }

    /**
     * The treatment less the control, in the unit of both; without value where one has none, and without limits where
     * one has no standard error.
     *
     * @param control a number of independent units
     * @param treatment the same number of others, by the same method
     * @throws IllegalArgumentException where the methods differ
     */
    public Effect difference(Estimate control, Estimate treatment) {
        if (!control.method().equals(treatment.method())) {
            throw new IllegalArgumentException("numbers of different methods, %s and %s, can't be compared"
                    .formatted(control.method(), treatment.method()));
        }
        String method = control.method() + "_difference";
        if (control.value().isEmpty() || treatment.value().isEmpty()) {
            return hypothesis.none(Double.POSITIVE_INFINITY, method);
        }
        double difference = treatment.value().getAsDouble() - control.value().getAsDouble();
        boolean isKnown =
                control.standardError().isPresent() && treatment.standardError().isPresent();
        double error = isKnown
                ? Math.hypot(
                        control.standardError().getAsDouble(),
                        treatment.standardError().getAsDouble())
                : 0;
        return hypothesis.judge(difference, error, Double.POSITIVE_INFINITY, method);
    }
}
