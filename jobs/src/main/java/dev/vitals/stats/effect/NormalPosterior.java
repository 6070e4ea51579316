package dev.vitals.stats.effect;

import dev.vitals.stats.Tails;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What is believed of an effect after a test, if it was believed to be normal before: precisions, 1 / variance, add up, and
 * the mean is theirs weighted by them (Gelman and others, Bayesian Data Analysis, 2013, section 2.5). Without a prior the
 * posterior is the estimate with its standard error, and says no more than the interval of a test does.
 *
 * <p>A second view, not another test: the chance to win is not adjusted for how often or at how many metrics one looks.
 *
 * @param mean of the effect
 * @param deviation standard deviation of the effect, more than 0
 */
public record NormalPosterior(double mean, double deviation) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    public NormalPosterior {
        if (!Double.isFinite(mean) || !(deviation > 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException(
                    "a belief around %s with a deviation of %s is none: the mean must be finite, the deviation above 0"
                            .formatted(mean, deviation));
        }
    }

    /** What is believed when this was believed before, and a test then estimated an effect with this standard error. */
    public NormalPosterior after(double estimate, double standardError) {
        double before = 1 / (deviation * deviation);
        double told = 1 / (standardError * standardError);
        return new NormalPosterior((before * mean + told * estimate) / (before + told), Math.sqrt(1 / (before + told)));
    }

    /** The probability that the effect is above 0. */
    public double chanceToBeHigher() {
        return NORMAL.cumulativeProbability(mean / deviation);
    }

    /** What is lost on average by taking the treatment, where higher is better: the mean of what lies below 0, as a loss. */
    public double riskOfTreatment() {
        return loss(-mean);
    }

    /** What is lost on average by staying with the control, where higher is better: the mean of what lies above 0. */
    public double riskOfControl() {
        return loss(mean);
    }

    /** The mean of what lies above 0; never one risk less the mean, which would lose a small other one. */
    private double loss(double at) {
        double z = at / deviation;
        return Math.max(0, at * NORMAL.cumulativeProbability(z) + deviation * NORMAL.density(z));
    }

    /** The half length around the mean that holds the effect with a probability. */
    public double half(double probability) {
        return Tails.normal(Tails.each(probability)) * deviation;
    }
}
