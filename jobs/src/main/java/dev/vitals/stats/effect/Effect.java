package dev.vitals.stats.effect;

import java.util.OptionalDouble;

/**
 * A difference between two arms, absolute in the unit of the metric or relative as a share of the control's mean.
 *
 * @param value the difference, treatment less control; empty where the method has none
 * @param lower lower limit; empty where the alternative or the data set none
 * @param upper upper limit; empty where the alternative or the data set none
 * @param standardError of the value; empty where the limits do not come from one
 * @param degreesOfFreedom of Student's distribution; infinite for the normal one
 * @param pValue how often chance alone makes a difference as large in the direction of the alternative; empty where
 *     nothing varies
 * @param confidence of the interval: two-sided, or of its one limit
 * @param alternative the direction that was looked in
 * @param method name of the method in lower case with underscores
 */
public record Effect(
        OptionalDouble value,
        OptionalDouble lower,
        OptionalDouble upper,
        OptionalDouble standardError,
        double degreesOfFreedom,
        OptionalDouble pValue,
        double confidence,
        Alternative alternative,
        String method) {}
