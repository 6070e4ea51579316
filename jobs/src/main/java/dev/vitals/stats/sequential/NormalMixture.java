package dev.vitals.stats.sequential;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The mean over l of variance 1 / rho, normal, or the upper half of it. */
final class NormalMixture extends Mixture {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double rho;
    private final boolean isUpwards;

    NormalMixture(double rho, boolean isUpwards) {
        this.rho = rho;
        this.isUpwards = isUpwards;
    }

    @Override
    public double logValue(double sum, double variance) {
        double whole = variance + rho;
        double both = Math.log(rho / whole) / 2 + sum * sum / (2 * whole);
        return isUpwards ? both + Math.log(2 * NORMAL.survivalProbability(-sum / Math.sqrt(whole))) : both;
    }

    @Override
    double most(double variance) {
        return Double.POSITIVE_INFINITY;
    }
}
