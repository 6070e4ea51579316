package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import dev.vitals.stats.Estimate.Reading;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much longer cases of one group are open than those of another within the same first seconds.
 *
 * <p>The difference of two {@linkplain SurvivalCurve#restrictedMean restricted means} with the normal interval (Royston
 * and Parmar, BMC Medical Research Methodology 13:152, 2013). It needs no proportional speeds and is read in time saved
 * per case.
 *
 * @param estimate the difference in seconds, second group less first
 * @param pValue two-sided, of no difference; empty when the estimate has no standard error
 */
public record RestrictedMeanDifference(Estimate estimate, OptionalDouble pValue) {
    private static final String METHOD = "restricted_mean_difference";

    /**
     * The second group less the first.
     *
     * @param first the curve of one group
     * @param second the curve of the other, of the same confidence
     * @param tau the horizon in whole seconds, fixed beforehand; where either curve is not known as far, the reading
     *     is "not reached"
     */
    public static RestrictedMeanDifference of(SurvivalCurve first, SurvivalCurve second, long tau) {
        Estimate a = first.restrictedMean(tau);
        Estimate b = second.restrictedMean(tau);
        Options options = new Options(METHOD, Math.min(a.confidence(), b.confidence()));
        if (a.reading() == Reading.NO_DATA || b.reading() == Reading.NO_DATA) {
            return new RestrictedMeanDifference(Estimate.noData(options), OptionalDouble.empty());
        }
        if (a.reading() == Reading.NOT_REACHED || b.reading() == Reading.NOT_REACHED) {
            return new RestrictedMeanDifference(Estimate.notReached(Limits.NONE, options), OptionalDouble.empty());
        }
        double difference = b.value().orElseThrow() - a.value().orElseThrow();
        if (a.standardError().isEmpty() || b.standardError().isEmpty()) {
            return new RestrictedMeanDifference(
                    Estimate.value(difference, OptionalDouble.empty(), Limits.NONE, options), OptionalDouble.empty());
        }
        double error =
                Math.hypot(a.standardError().getAsDouble(), b.standardError().getAsDouble());
        double half = Tails.normal(Tails.each(options.confidence())) * error;
        double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(difference) / error);
        return new RestrictedMeanDifference(
                Estimate.value(
                        difference, OptionalDouble.of(error), Limits.of(difference - half, difference + half), options),
                OptionalDouble.of(p));
    }
}
