package dev.vitals.stats.effect;

import java.util.Arrays;

/**
 * A value of an arm whose clusters, such as channels, are what varies.
 *
 * <p>From how far each cluster moves the value, its influence, which add up to 0 over the arm, the variance of m
 * clusters is m / (m - 1) times the sum of squared moves (Huber, Fifth Berkeley Symposium, 1967; Liang and Zeger,
 * Biometrika 73, 1986). The difference of two arms over its error is referred to Student's t with Satterthwaite's
 * degrees of freedom, those of Welch's test of the clusters. Of less than some ten clusters an arm, or where one is
 * much larger than the rest, the error is too small.
 *
 * @param value of the arm
 * @param clusters how many, two or more
 * @param variance of the value, 0 or more
 */
public record ClusteredValue(double value, int clusters, double variance) {
    private static final int LEAST_CLUSTERS = 2;

    public ClusteredValue {
        if (clusters < LEAST_CLUSTERS || !Double.isFinite(value) || !(variance >= 0 && Double.isFinite(variance))) {
            throw new IllegalArgumentException(
                    "a value of %s of %d clusters with a variance of %s can't be compared: there must be two clusters, "
                                    .formatted(value, clusters, variance)
                            + "a finite value and a variance of 0 or more");
        }
    }

    /**
     * From the moves of the clusters.
     *
     * @param value of the arm
     * @param moves what each cluster adds to the value, around 0; two or more
     */
    public static ClusteredValue of(double value, double... moves) {
        double squares = Arrays.stream(moves).map(move -> move * move).sum();
        return new ClusteredValue(value, moves.length, squares * moves.length / Math.max(1, moves.length - 1));
    }

    /**
     * The ratio of two totals over clusters: the mean of all their units.
     *
     * @param sums of each cluster
     * @param counts of each cluster, 0 or more, not all 0
     */
    public static ClusteredValue ofRatio(double[] sums, double[] counts) {
        double total = Arrays.stream(counts).sum();
        if (sums.length != counts.length || !(total > 0)) {
            throw new IllegalArgumentException("%d sums over %d counts that add up to %s have no mean"
                    .formatted(sums.length, counts.length, total));
        }
        double mean = Arrays.stream(sums).sum() / total;
        double[] moves = new double[sums.length];
        Arrays.setAll(moves, cluster -> (sums[cluster] - counts[cluster] * mean) / total);
        return of(mean, moves);
    }

    /** The same in another unit, of which there are so many. */
    public ClusteredValue times(double factor) {
        return new ClusteredValue(value * factor, clusters, variance * factor * factor);
    }

    /** This arm, the treatment, less the control, in the unit of the values. */
    public Effect less(ClusteredValue control, Hypothesis hypothesis, String method) {
        double freedom = Satterthwaite.ofSum(control.variance, control.clusters - 1.0, variance, clusters - 1.0);
        return hypothesis.judge(value - control.value, Math.sqrt(control.variance + variance), freedom, method);
    }

    /**
     * How much higher this arm is than the control as a share of it, taken without its sign, by the delta method: the
     * variance is (V + R^2 V0) / c^2 of a ratio R to the control's c. Empty of a control of 0.
     */
    public Effect liftOver(ClusteredValue control, Hypothesis hypothesis, String method) {
        double base = Math.abs(control.value);
        if (base == 0) {
            return hypothesis.none(Double.POSITIVE_INFINITY, method);
        }
        double ratio = value / control.value;
        double other = ratio * ratio * control.variance;
        double freedom = Satterthwaite.ofSum(other, control.clusters - 1.0, variance, clusters - 1.0);
        return hypothesis.judge((value - control.value) / base, Math.sqrt(other + variance) / base, freedom, method);
    }

    /**
     * How much higher this arm is than the control as a share of it, with limits on the logarithm of the ratio: its
     * variance is the sum of those of the values over their squares. Empty unless both values are above 0.
     */
    public Effect relativeTo(ClusteredValue control, Hypothesis hypothesis, String method) {
        if (!(value > 0 && control.value > 0)) {
            return hypothesis.none(Double.POSITIVE_INFINITY, method);
        }
        double own = variance / (value * value);
        double other = control.variance / (control.value * control.value);
        return LogRatio.judge(
                hypothesis,
                Math.log(value / control.value),
                Math.sqrt(own + other),
                Satterthwaite.ofSum(other, control.clusters - 1.0, own, clusters - 1.0),
                method);
    }
}
