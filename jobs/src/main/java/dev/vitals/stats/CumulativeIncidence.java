package dev.vitals.stats;

import dev.vitals.stats.Influence.Cases;

/**
 * Estimates the share of all cases that ended by some causes over time, when other causes can end a case first.
 *
 * <p>F(t) is the sum over the bins up to t of S d_k / n, where S is the Kaplan-Meier share open before the bin, all
 * ends counted, and d_k of the n open cases ended by a cause followed (Aalen and Johansen, Scandinavian Journal of
 * Statistics 5, 1978). The variance is the delta-method one (Marubini and Valsecchi, Analysing Survival Data, 1995,
 * section 10.3), here for d ends of any cause in a bin:
 * sum of (F(t) - F_j)^2 d/(n(n-d)) + S^2 (n - d_k) d_k/n^3 - 2 (F(t) - F_j) S d_k/n^2. With one cause, value and
 * variance are one minus Kaplan-Meier's and Greenwood's. Cases that another cause ended stay in the denominator: to
 * censor them would overstate F.
 */
public final class CumulativeIncidence {
    private final double confidence;
    private final Causes causes;

    private CumulativeIncidence(double confidence, Causes causes) {
        this.confidence = confidence;
        this.causes = causes;
    }

    /** The incidence of all causes together, which is one minus Kaplan-Meier; intervals of 95 %. */
    public static CumulativeIncidence withDefaults() {
        return new CumulativeIncidence(0.95, Causes.ALL);
    }

    /** The same with intervals of another two-sided confidence, strictly between 0 and 1. */
    public CumulativeIncidence withConfidence(double confidence) {
        return new CumulativeIncidence(Tails.checkConfidence(confidence), causes);
    }

    /** The same for ends by these causes, with all others competing. */
    public CumulativeIncidence ofCauses(int... causes) {
        return new CumulativeIncidence(confidence, Causes.of(causes));
    }

    /** The curve of a histogram; a histogram without cases gives a curve whose every number is "no data". */
    public IncidenceCurve estimate(TimeHistogram histogram) {
        return estimate(histogram, ClusterTotals.empty(1));
    }

    /**
     * The curve of a histogram whose cases come in clusters; see
     * {@link KaplanMeier#estimate(TimeHistogram, ClusterTotals)}.
     */
    public IncidenceCurve estimate(TimeHistogram histogram, ClusterTotals clusters) {
        RiskTable table = RiskTable.of(histogram, Causes.ALL, causes);
        int rows = table.rows();
        double[] share = new double[rows];
        double[] left = new double[rows];
        double[] error = new double[rows];
        double survival = 1;
        double incidence = 0;
        Variance variance = new Variance();
        for (int i = 0; i < rows; i++) {
            double n = table.open[i];
            double d = table.ended[i];
            double wanted = table.wanted[i];
            double step = survival * wanted / n;
            incidence += step;
            error[i] = Math.sqrt(variance.after(step, survival, n, d, wanted));
            survival *= (n - d) / n;
            boolean allWanted = d == n && incidence > 1 - IncidenceSteps.SAME;
            share[i] = allWanted ? 1 : incidence;
            left[i] = allWanted ? 0 : 1 - incidence;
        }
        IncidenceSteps steps =
                new IncidenceSteps(table, share, left, error, new Cases(clusters, Causes.ALL, causes), confidence);
        SurvivalCurve open =
                KaplanMeier.withDefaults().withConfidence(confidence).estimate(histogram, clusters);
        return new IncidenceCurve(steps, open, confidence);
    }

    /**
     * The three sums of the variance at the current time, carried forward: when F grows by a step, each F(t) - F_j
     * grows by it, so that no large terms are ever subtracted.
     */
    private static final class Variance {
        private double hazard;
        private double hazardGap;
        private double hazardGapSquared;
        private double own;
        private double cross;
        private double crossGap;

        double after(double step, double survival, double n, double d, double wanted) {
            hazardGapSquared += step * (2 * hazardGap + step * hazard);
            hazardGap += step * hazard;
            crossGap += step * cross;
            // The terms of this bin start with a gap of 0. After a bin in which all ended, no gap can grow any more.
            hazard += d == n ? 0 : d / (n * (n - d));
            own += survival * survival * (n - wanted) * wanted / (n * n * n);
            cross += survival * wanted / (n * n);
            return Math.max(0, hazardGapSquared + own - 2 * crossGap);
        }
    }
}
