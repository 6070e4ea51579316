package dev.vitals.stats;

import dev.vitals.stats.Influence.Cases;

/**
 * Estimates the share of cases still open over time when some have not ended yet.
 *
 * <p>S(t) is the product over the bins up to t of 1 - d/n, with d cases ended in a bin out of n open before it (Kaplan
 * and Meier, JASA 53, 1958); its variance is S^2 times the sum of d / (n (n - d)) (Greenwood, 1926). A case last seen
 * open in a bin was open when the others of that bin ended. Times below one hour are exact to the second, later ones
 * to their {@linkplain TimeBins bin}.
 *
 * <p>{@link #ofCauses} follows some causes and treats every other end as censoring, which answers "how fast would this
 * end come if nothing else could end a case first"; where ends compete, {@link CumulativeIncidence} answers "by when
 * did this end come".
 */
public final class KaplanMeier {
    private final double confidence;
    private final Causes causes;

    private KaplanMeier(double confidence, Causes causes) {
        this.confidence = confidence;
        this.causes = causes;
    }

    /** All causes count as ends; intervals of 95 %. */
    public static KaplanMeier withDefaults() {
        return new KaplanMeier(0.95, Causes.ALL);
    }

    /** The same with intervals of another two-sided confidence, strictly between 0 and 1. */
    public KaplanMeier withConfidence(double confidence) {
        return new KaplanMeier(Tails.checkConfidence(confidence), causes);
    }

    /** The same with only these causes as ends, all others as censoring. */
    public KaplanMeier ofCauses(int... causes) {
        return new KaplanMeier(confidence, Causes.of(causes));
    }

    /** The curve of a histogram; a histogram without cases gives a curve whose every number is "no data". */
    public SurvivalCurve estimate(TimeHistogram histogram) {
        return estimate(histogram, ClusterTotals.empty(1));
    }

    /**
     * The curve of a histogram whose cases come in clusters: its intervals take clusters as independent, not cases.
     *
     * @param clusters the same cases by {@linkplain TimeGroups group of time} and cluster; none take cases as independent
     */
    public SurvivalCurve estimate(TimeHistogram histogram, ClusterTotals clusters) {
        RiskTable table = RiskTable.of(histogram, causes, causes);
        double[] share = new double[table.rows()];
        double[] left = new double[table.rows()];
        double[] error = new double[table.rows()];
        double survival = 1;
        double greenwood = 0;
        for (int i = 0; i < table.rows(); i++) {
            double n = table.open[i];
            double d = table.ended[i];
            survival *= (n - d) / n;
            greenwood += d == n ? 0 : d / (n * (n - d));
            left[i] = survival;
            share[i] = 1 - survival;
            error[i] = survival * Math.sqrt(greenwood);
        }
        Cases cases = new Cases(clusters, causes, causes);
        return new SurvivalCurve(new IncidenceSteps(table, share, left, error, cases, confidence), confidence);
    }
}
