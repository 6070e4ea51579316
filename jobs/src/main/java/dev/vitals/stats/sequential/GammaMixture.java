package dev.vitals.stats.sequential;

import org.apache.commons.math3.special.Gamma;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * The mean over l of 0 and more where 1 - c l, of the exponential kind, or exp(c l), of the Poisson kind, has a gamma
 * distribution of mean 1 and variance c^2 / rho.
 */
final class GammaMixture extends Mixture {
    /** Above this shape the logarithm has less than five good places, and the distribution is not found. */
    private static final double LARGEST = 1e9;

    private final double rho;
    private final double scale;
    private final boolean isPoisson;
    private final double constant;

    GammaMixture(double rho, double scale, boolean isPoisson) {
        this.rho = rho;
        this.scale = scale;
        this.isPoisson = isPoisson;
        double shape = rho / (scale * scale);
        this.constant = shape * Math.log(shape) - integral(shape, shape);
    }

    @Override
    public double logValue(double sum, double variance) {
        if (sum / scale < -variance / (scale * scale)) {
            throw new IllegalArgumentException(
                    "a sum of %s is below any at a variance of %s and a scale of %s".formatted(sum, variance, scale));
        }
        double square = scale * scale;
        double ofTime = (variance + rho) / square;
        if (ofTime > LARGEST) {
            throw new IllegalArgumentException(
                    "a variance of %s is too large for a scale of %s; take the normal mixture, which it is by then"
                            .formatted(variance, scale));
        }
        double ofBoth = ofTime + sum / scale;
        return isPoisson
                ? constant + integral(ofBoth, ofTime) - ofBoth * Math.log(ofTime) + variance / square
                : constant + integral(ofTime, ofBoth) - ofTime * Math.log(ofBoth) + variance / square + sum / scale;
    }

    @Override
    double most(double variance) {
        return Double.POSITIVE_INFINITY;
    }

    /** Logarithm of the incomplete gamma function at x, of its upper part for the Poisson kind. */
    private double integral(double shape, double x) {
        GammaDistribution gamma = GammaDistribution.of(shape, 1);
        double part = isPoisson ? gamma.survivalProbability(x) : gamma.cumulativeProbability(x);
        return Gamma.logGamma(shape) + Math.log(part);
    }
}
