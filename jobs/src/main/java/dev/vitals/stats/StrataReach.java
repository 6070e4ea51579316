package dev.vitals.stats;

import java.util.Collection;

/**
 * How far the truth may lie from a share over strata by the 95% limits of each stratum's own share.
 *
 * <p>A stratum in which nothing was found adds no variance, and yet all that is wrong may be in it: a sample of 400 of a
 * million messages finds none of a thousand violating ones two times in three. So each stratum has Wilson's limits, and
 * the distances from its share to them, times the stratum's part of all weights, add up by their squares (the method of
 * variance estimates recovery; Zou and Donner, Statistics in Medicine 27, 2008).
 *
 * @param below how far below the estimate
 * @param above how far above it
 * @param error standard error as if the rows of a stratum were alike and independent
 */
public record StrataReach(double below, double above, double error) {
    /** There are no strata. */
    static final StrataReach NONE = new StrataReach(0, 0, 0);

    private static final double Z = Tails.normal(Tails.each(0.95));

    /** @param strata number of rows, weights of the positive ones and weights of all */
    static StrataReach of(Collection<double[]> strata) {
        double all = strata.stream().mapToDouble(stratum -> stratum[2]).sum();
        double below = 0;
        double above = 0;
        double variance = 0;
        for (double[] stratum : strata) {
            double n = stratum[0];
            double share = stratum[1] / stratum[2];
            double part = stratum[2] / all;
            double middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
            double half = Z / (1 + Z * Z / n) * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
            below += Math.pow(part * (share - Math.max(0, middle - half)), 2);
            above += Math.pow(part * (Math.min(1, middle + half) - share), 2);
            variance += part * part * share * (1 - share) / n;
        }
        return new StrataReach(Math.sqrt(below), Math.sqrt(above), Math.sqrt(variance));
    }
}
