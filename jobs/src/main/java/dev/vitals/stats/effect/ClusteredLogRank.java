package dev.vitals.stats.effect;

import dev.vitals.stats.LogRank;
import dev.vitals.stats.LogRank.Weights;
import dev.vitals.stats.LogRankScores;
import dev.vitals.stats.TimeHistogram;
import java.util.Arrays;
import java.util.List;

/**
 * Whether cases of two arms end equally fast where cases come in clusters such as channels: the family of log-rank
 * tests with the variance of Lin and Wei (JASA 84, 1989; of clusters Lee, Wei and Amato, in Survival Analysis: State
 * of the Art, 1992).
 *
 * <p>The score is that of {@link LogRank}, the residuals of {@link LogRankScores} are added up within clusters. Of an
 * arm with the sum A over N cases its variance is the sum over clusters of (R_g - n_g A / N)^2 / (1 - n_g / N), CR2
 * as in {@link ClusteredValue}; the degrees of freedom are those of clusters whose mean residuals vary alike whatever
 * their size, as where some channels are quick and some slow (Imbens and Kolesar, Review of Economics and Statistics
 * 98, 2016). The value of the effect is the score over its information: one step from 0 towards the logarithm of the
 * ratio of the
 * speeds, treatment over control, above 0 where the treatment ends cases sooner (Peto and others, British Journal of
 * Cancer 35, 1977). It is too near to 0 where the ratio is beyond 1/2 to 2: there read the p-value alone, and take
 * the size from {@link RestrictedMeanTest}.
 *
 * <p>Where every case is a cluster of its own it is near the ordinary test. Choose weights before the data are seen.
 * Of 20 quick and slow channels an arm whose sizes vary by two thirds of their mean it calls 5.5% at 5%; with the
 * degrees of freedom of independent cases it would call 6.5%. Where cases of a channel are independent after all and
 * sizes differ as much, it calls less than it says.
 */
public final class ClusteredLogRank {
    private final Hypothesis hypothesis;
    private final LogRank test;
    private final Weights weights;

    private ClusteredLogRank(Hypothesis hypothesis, LogRank test, Weights weights) {
        this.hypothesis = hypothesis;
        this.test = test;
        this.weights = weights;
    }

    /** Two-sided, with intervals of 95%; all times weigh the same and all causes are ends. */
    public static ClusteredLogRank withDefaults() {
        return new ClusteredLogRank(Hypothesis.NO_DIFFERENCE, LogRank.withDefaults(), Weights.EQUAL);
    }

    /** The same asked of this hypothesis; its value is the logarithm of a ratio. */
    public ClusteredLogRank with(Hypothesis other) {
        return new ClusteredLogRank(other, test, weights);
    }

    /** The same with times weighted otherwise. */
    public ClusteredLogRank withWeights(Weights other) {
        return new ClusteredLogRank(hypothesis, test.withWeights(other), other);
    }

    /** The same with only these causes as ends, all others as censoring. */
    public ClusteredLogRank ofCauses(int... causes) {
        return new ClusteredLogRank(hypothesis, test.ofCauses(causes), weights);
    }

    /**
     * The test of two arms; without value where no time has ends to compare.
     *
     * @param control the cases of each cluster, two clusters with cases or more
     * @param treatment the cases of each cluster of the other arm
     */
    public Effect test(List<TimeHistogram> control, List<TimeHistogram> treatment) {
        String method = weights.method() + "_clustered";
        List<TimeHistogram> controls = seen(control);
        List<TimeHistogram> treated = seen(treatment);
        LogRankScores scores = test.scores(controls, treated);
        if (scores.information() == 0) {
            return hypothesis.none(Double.POSITIVE_INFINITY, method);
        }
        ClusteredValue one = arm(treated, scores.treatment(), 1 / scores.information());
        ClusteredValue other = arm(controls, scores.control(), -1 / scores.information());
        return one.less(other, hypothesis, method);
    }

    private static List<TimeHistogram> seen(List<TimeHistogram> clusters) {
        return clusters.stream().filter(cluster -> !cluster.isEmpty()).toList();
    }

    /** The part of the effect that an arm adds, as a mean over its cases times their number. */
    private static ClusteredValue arm(List<TimeHistogram> clusters, List<Double> residuals, double factor) {
        double[] cases = clusters.stream().mapToDouble(TimeHistogram::total).toArray();
        double whole = factor * Arrays.stream(cases).sum();
        double[] sums = residuals.stream().mapToDouble(sum -> sum * whole).toArray();
        return ClusteredValue.ofRatioOfWhole(sums, cases);
    }
}
