package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much higher one mean is than another, as a share of it, by intervals that need not be symmetric; two-sided, normal.
 *
 * <p>{@link #ofLogs} puts the limits on the logarithm of the ratio, exp(ln(m1 / m0) ± z sqrt(s1^2 / (n1 m1^2) + s0^2 / (n0
 * m0^2))) - 1, for means that are positive and several errors from 0. {@link #fieller} takes in all ratios that the means
 * do not contradict (Fieller, JRSS B 16, 1954): with g = z^2 s0^2 / (n0 m0^2) the limits are those of
 * (r ± z / m0 sqrt(r^2 s0^2 / n0 + (1 - g) s1^2 / n1)) / (1 - g) - 1, and there are none where g is 1 or more, that is
 * where the control's mean can't be told from 0.
 */
public final class RatioOfMeans {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double confidence;

    private RatioOfMeans(double confidence) {
        this.confidence = Tails.checkConfidence(confidence);
    }

    /** Intervals of 95%. */
    public static RatioOfMeans withDefaults() {
        return new RatioOfMeans(0.95);
    }

    /** With another confidence. */
    public RatioOfMeans withConfidence(double confidence) {
        return new RatioOfMeans(confidence);
    }

    /** By the logarithm of the ratio; empty unless both means are above 0, without limits where neither varies. */
    public Effect ofLogs(SampleMean control, SampleMean treatment) {
        if (control.mean() <= 0 || treatment.mean() <= 0) {
            return effect(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 0, "log_ratio");
        }
        double log = Math.log(treatment.mean() / control.mean());
        double error = Math.sqrt(relative(treatment) + relative(control));
        if (error == 0) {
            return unjudged(Math.expm1(log), "log_ratio");
        }
        double half = Tails.normal(Tails.each(confidence)) * error;
        return effect(
                OptionalDouble.of(Math.expm1(log)),
                OptionalDouble.of(Math.expm1(log - half)),
                OptionalDouble.of(Math.expm1(log + half)),
                log / error,
                "log_ratio");
    }

    /** By Fieller's theorem, for a control's mean above 0; without limits where that can't be told from 0. */
    public Effect fieller(SampleMean control, SampleMean treatment) {
        if (control.mean() <= 0) {
            return effect(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), 0, "fieller");
        }
        double z = Tails.normal(Tails.each(confidence));
        double ratio = treatment.mean() / control.mean();
        double g = z * z * relative(control);
        double error = Math.sqrt(treatment.ofMean() + control.ofMean());
        if (error == 0) {
            return unjudged(ratio - 1, "fieller");
        }
        double statistic = (treatment.mean() - control.mean()) / error;
        if (g >= 1) {
            return effect(
                    OptionalDouble.of(ratio - 1), OptionalDouble.empty(), OptionalDouble.empty(), statistic, "fieller");
        }
        double half = z / control.mean() * Math.sqrt(ratio * ratio * control.ofMean() + (1 - g) * treatment.ofMean());
        return effect(
                OptionalDouble.of(ratio - 1),
                OptionalDouble.of((ratio - half) / (1 - g) - 1),
                OptionalDouble.of((ratio + half) / (1 - g) - 1),
                statistic,
                "fieller");
    }

    /** What does not vary has no limits and no p-value. */
    private Effect unjudged(double lift, String method) {
        return effect(OptionalDouble.of(lift), OptionalDouble.empty(), OptionalDouble.empty(), Double.NaN, method);
    }

    /** Variance of a mean over its square. */
    private static double relative(SampleMean sample) {
        return sample.ofMean() / sample.mean() / sample.mean();
    }

    private Effect effect(
            OptionalDouble value, OptionalDouble lower, OptionalDouble upper, double statistic, String method) {
        boolean isTested = value.isPresent() && Double.isFinite(statistic);
        return new Effect(
                value,
                lower,
                upper,
                OptionalDouble.empty(),
                Double.POSITIVE_INFINITY,
                isTested
                        ? OptionalDouble.of(2 * NORMAL.survivalProbability(Math.abs(statistic)))
                        : OptionalDouble.empty(),
                confidence,
                Alternative.TWO_SIDED,
                method);
    }
}
