package dev.vitals.stats.sequential;

import dev.vitals.stats.Tails;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import java.util.OptionalDouble;

/**
 * Whether a quantile is the same in two arms, asked as often as one likes and for every number of units (Howard and
 * Ramdas, Bernoulli 28, 2022).
 *
 * <p>If x were the quantile of share p in an arm, its units below x would be so many as of independent coins of chance
 * p; a beta-binomial mixture says how much they contradict that. Of each x the evidence of both arms is multiplied,
 * and the p-value is one over the evidence against the x that is contradicted least. Where several units have the
 * value x, as many of them count as below as fit best. The smallest p-value of all looks so far holds at all of them.
 *
 * <p>Units must be independent: where channels were assigned, the times of reports in them are not. The number of
 * units of an arm for which the test is tuned must be set before it starts.
 */
public final class QuantileSequence {
    private static final String METHOD = "quantile_sequence";

    private final double share;
    private final long units;
    private final double confidence;

    private QuantileSequence(double share, long units, double confidence) {
        this.share = share;
        this.units = units;
        this.confidence = confidence;
    }

    /**
     * A test of this quantile that sees most near this number of units, with a confidence of 95%.
     *
     * @param share of the quantile, 0.5 of the median, strictly between 0 and 1
     * @param units of one arm, 1 or more
     */
    public static QuantileSequence of(double share, long units) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "quantile " + share + " is not strictly between 0 and 1; write 0.9 for p90");
        }
        Looks.checkTuned(units);
        return new QuantileSequence(share, units, 0.95);
    }

    /** With another confidence, for which the test is tuned. */
    public QuantileSequence withConfidence(double other) {
        return new QuantileSequence(share, units, Tails.checkConfidence(other));
    }

    /**
     * The difference of the quantiles, in the unit of the values, with its p-value and without limits.
     *
     * @param control distinct values of the control, ascending
     * @param controlCounts how often each occurred, 0 or more, one at least above 0
     * @param treatment distinct values of the treatment, ascending
     * @param treatmentCounts how often each occurred
     */
    public Effect difference(double[] control, long[] controlCounts, double[] treatment, long[] treatmentCounts) {
        double concentration = DirichletFactor.concentration(units, 1 - confidence);
        ArmQuantile one = new ArmQuantile(control, controlCounts, share, concentration);
        ArmQuantile other = new ArmQuantile(treatment, treatmentCounts, share, concentration);
        double least = Double.POSITIVE_INFINITY;
        for (double[] values : new double[][] {control, treatment}) {
            for (double x : values) {
                least = Math.min(least, one.logEvidence(x) + other.logEvidence(x));
            }
        }
        return new Effect(
                OptionalDouble.of(other.quantile() - one.quantile()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Double.POSITIVE_INFINITY,
                OptionalDouble.of(Math.min(1, Math.exp(-least))),
                confidence,
                Alternative.TWO_SIDED,
                METHOD);
    }
}
