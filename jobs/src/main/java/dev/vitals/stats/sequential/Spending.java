package dev.vitals.stats.sequential;

import dev.vitals.stats.Tails;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How much of alpha a test may have spent by a share of its information (Lan and DeMets, Biometrika 70, 1983).
 *
 * <p>At share 0 it is nothing, at share 1 all of alpha, and it never falls. A test in both directions spends half of
 * alpha on each.
 */
@FunctionalInterface
public interface Spending {
    /**
     * What is spent of alpha in one direction.
     *
     * @param alpha to be spent in all, strictly between 0 and 1
     * @param share of the information, above 0 and at most 1
     */
    double spent(double alpha, double share);

    /**
     * 2 (1 - Phi(z / sqrt(t))) with z cutting off alpha / 2: nearly nothing early, so that little is lost at the end.
     */
    static Spending obrienFleming() {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        return (alpha, share) -> 2 * normal.survivalProbability(Tails.normal(alpha / 2) / Math.sqrt(share));
    }

    /** alpha ln(1 + (e - 1) t): nearly the same bound at all looks. */
    static Spending pocock() {
        return (alpha, share) -> alpha * Math.log1p((Math.E - 1) * share);
    }

    /**
     * alpha t^power.
     *
     * @param power above 0: 1 is near to Pocock, 3 near to O'Brien and Fleming
     */
    static Spending power(double power) {
        if (!(power > 0 && Double.isFinite(power))) {
            throw new IllegalArgumentException("alpha can't be spent by a power of " + power + "; it must exceed 0");
        }
        return (alpha, share) -> alpha * Math.pow(share, power);
    }

    /**
     * alpha (1 - exp(-gamma t)) / (1 - exp(-gamma)), or alpha t for a gamma of 0 (Hwang, Shih and de Cani, Statistics
     * in Medicine 9, 1990).
     *
     * @param gamma from -100 to 100: -4 is near to O'Brien and Fleming, 1 near to Pocock
     */
    static Spending hwangShihDeCani(double gamma) {
        if (!(Math.abs(gamma) <= 100)) {
            throw new IllegalArgumentException("a gamma of " + gamma + " is not from -100 to 100");
        }
        return gamma == 0 ? power(1) : (alpha, share) -> alpha * Math.expm1(-gamma * share) / Math.expm1(-gamma);
    }
}
