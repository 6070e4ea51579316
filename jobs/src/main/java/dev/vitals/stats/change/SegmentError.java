package dev.vitals.stats.change;

import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;

/** The coefficients of a regression of a series, and how the error of a sum of them is found. */
interface SegmentError {
    /** The coefficients, in the order of the design's columns. */
    double[] coefficients();

    /**
     * Judges a sum of coefficients.
     *
     * @param weights of the coefficients, as many as there are
     */
    Effect judge(Hypothesis hypothesis, double... weights);

    /** The sum of the coefficients by their weights. */
    default double value(double... weights) {
        double[] coefficients = coefficients();
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * coefficients[j];
        }
        return sum;
    }
}
