package dev.vitals.stats;

import dev.vitals.stats.Estimate.Options;
import java.util.ArrayList;
import java.util.List;

/** The share of all cases ended by the causes followed, over time, as {@link CumulativeIncidence} estimated it. */
public final class IncidenceCurve {
    private final IncidenceSteps steps;
    private final SurvivalCurve open;
    private final Options options;

    IncidenceCurve(IncidenceSteps steps, SurvivalCurve open, double confidence) {
        this.steps = steps;
        this.open = open;
        this.options = new Options("aalen_johansen_log_log", confidence);
    }

    /** The number of cases behind the curve. */
    public long total() {
        return steps.table.total();
    }

    /** The share of cases not ended by any cause, from the same counts; its restricted mean is the time still open. */
    public SurvivalCurve open() {
        return open;
    }

    /** The steps, by time, with the pointwise interval; one for every bin with an end or a censored case. */
    public List<CurvePoint> points() {
        RiskTable table = steps.table;
        IncidenceSteps.Band band = steps.band();
        List<CurvePoint> points = new ArrayList<>(table.rows());
        for (int i = 0; i < table.rows(); i++) {
            points.add(new CurvePoint(
                    table.bins[i],
                    TimeBins.representativeSeconds(table.bins[i]),
                    table.open[i],
                    table.wanted[i],
                    table.censored[i],
                    steps.share[i],
                    steps.error[i],
                    band.lower[i],
                    band.upper[i]));
        }
        return points;
    }

    /**
     * The share of all cases that had ended by the causes followed after some whole seconds, read at the end of their
     * time bin.
     *
     * <p>The interval is symmetric on the scale log(-log(1 - F)). When none has ended so by then the reading is "at
     * most" and the limit is the exact binomial one; after the last censored case the share is not known and the
     * reading is "not reached", unless no more than one in a thousand was still open then: the upper limit allows for it.
     */
    public Estimate incidenceAt(long seconds) {
        return steps.at(seconds, options);
    }

    /**
     * The time, in seconds, by which a share of all cases had ended by the causes followed.
     *
     * <p>The interval holds every time at which the pointwise band contains p, widened to whole bins. A share that the
     * causes followed never reach, because other ends came first or cases are still open, reads "not reached".
     *
     * @param p the share of all cases, strictly between 0 and 1
     */
    public Estimate quantile(double p) {
        return steps.quantile(p, options);
    }
}
