package dev.vitals.stats.sequential;

import java.util.Arrays;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.special.Gamma;

/** How much the counted values of an arm contradict that a value is their quantile. */
final class ArmQuantile {
    private final double[] values;
    /** Units at or below each value. */
    private final long[] atMost;

    private final double share;
    private final double concentration;
    /** The number of units below that fits best. */
    private final double best;

    ArmQuantile(double[] values, long[] counts, double share, double concentration) {
        this.values = values.clone();
        this.atMost = cumulative(values, counts);
        this.share = share;
        this.concentration = concentration;
        this.best = best();
    }

    /** The value of rank ceil(n share). */
    double quantile() {
        double rank = Math.max(1, Math.ceil(units() * (share - 1e-12)));
        for (int i = 0; ; i++) {
            if (atMost[i] >= rank) {
                return values[i];
            }
        }
    }

    /** Logarithm of the evidence against x as the quantile. */
    double logEvidence(double x) {
        int at = Arrays.binarySearch(values, x);
        int before = (at >= 0 ? at : -at - 1) - 1;
        long below = before < 0 ? 0 : atMost[before];
        long upTo = at >= 0 ? atMost[at] : below;
        double count = Math.min(upTo, Math.max(below, best));
        return DirichletFactor.log(concentration, new double[] {share, 1 - share}, count, units() - count);
    }

    private long units() {
        return atMost[atMost.length - 1];
    }

    /** Where the evidence, which is convex in the count, has no slope. */
    private double best() {
        double n = units();
        double odds = Math.log(share / (1 - share));
        double below = concentration * share;
        double above = concentration * (1 - share);
        return new BrentSolver(1e-14, 1e-9)
                .solve(
                        200,
                        count -> clamp(Gamma.digamma(below + count) - Gamma.digamma(above + n - count) - odds),
                        0,
                        n);
    }

    /** The solver needs finite ends, and digamma is infinite near 0. */
    private static double clamp(double slope) {
        return Math.max(-1e300, Math.min(1e300, slope));
    }

    private static long[] cumulative(double[] values, long[] counts) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(
                    values.length + " values with " + counts.length + " counts; each value needs its own count");
        }
        long[] sums = new long[counts.length];
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0 || Double.isNaN(values[i]) || i > 0 && !(values[i] > values[i - 1])) {
                throw new IllegalArgumentException("value " + values[i] + " with count " + counts[i] + " at position "
                        + i + ": values must ascend and counts be 0 or more");
            }
            all = Math.addExact(all, counts[i]);
            sums[i] = all;
        }
        if (all == 0) {
            throw new IllegalArgumentException("an arm without a unit has no quantile");
        }
        return sums;
    }
}
