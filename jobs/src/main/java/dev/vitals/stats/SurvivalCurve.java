package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The share of cases still open over time, as {@link KaplanMeier} estimated it. */
public final class SurvivalCurve {
    private final IncidenceSteps steps;
    private final RiskTable table;
    private final double confidence;
    private final Options options;

    SurvivalCurve(IncidenceSteps steps, double confidence) {
        this.steps = steps;
        this.table = steps.table;
        this.confidence = confidence;
        this.options = new Options("kaplan_meier_log_log", confidence);
    }

    /** The number of cases behind the curve. */
    public long total() {
        return table.total();
    }

    /** The steps, by time, with the pointwise log-log interval; one for every bin with an end or a censored case. */
    public List<CurvePoint> points() {
        IncidenceSteps.Band band = steps.band();
        List<CurvePoint> points = new ArrayList<>(table.rows());
        for (int i = 0; i < table.rows(); i++) {
            points.add(new CurvePoint(
                    table.bins[i],
                    TimeBins.representativeSeconds(table.bins[i]),
                    table.open[i],
                    table.ended[i],
                    table.censored[i],
                    steps.left[i],
                    steps.error[i],
                    1 - band.upper[i],
                    1 - band.lower[i]));
        }
        return points;
    }

    /**
     * The share still open after some whole seconds, read at the end of their time bin, with the log-log interval.
     *
     * <p>When no case has ended by then the reading is "at least" and the limit is the exact binomial one; after the
     * last censored case the share is not known and the reading is "not reached".
     */
    public Estimate survivalAt(long seconds) {
        Estimate ended = steps.at(seconds, options);
        Limits limits = new Limits(minusFromOne(ended.upper()), minusFromOne(ended.lower()));
        Options named = new Options(ended.method(), confidence);
        return switch (ended.reading()) {
            case AT_MOST -> Estimate.atLeast(1, limits, named);
            case AT_LEAST -> Estimate.atMost(0, limits, named);
            case VALUE ->
                Estimate.value(steps.left[table.rowAt(TimeBins.bin(seconds))], ended.standardError(), limits, named);
            case NOT_REACHED, NO_DATA -> ended;
        };
    }

    /** The share ended after some whole seconds: one minus {@link #survivalAt}. */
    public Estimate endedBy(long seconds) {
        return steps.at(seconds, options);
    }

    /**
     * The time, in seconds, by which a share of the cases has ended: the first bin at whose end the share reaches p.
     *
     * <p>The interval holds every time at which the pointwise log-log band contains p (Brookmeyer and Crowley,
     * Biometrics 38, 1982), widened to whole bins. A limit that the band does not reach is empty; a value that the
     * curve does not reach is empty and reads "not reached".
     *
     * @param p the share, strictly between 0 and 1
     */
    public Estimate quantile(double p) {
        return steps.quantile(p, options);
    }

    /**
     * The mean number of seconds a case is open within its first tau seconds: the area under the curve up to tau.
     *
     * <p>Its variance is the sum over the steps up to tau of A^2 d / (n (n - d)), where A is the area from the step
     * to tau, terms with n = d left out; the interval is the normal one, kept inside 0 to tau (Royston and Parmar,
     * BMC Medical Research Methodology 13:152, 2013). If no case has ended by tau the reading is "at least", with tau
     * times the exact lower limit of the share still open. If more than one in a thousand is open when the last case
     * is lost from sight, and that was before tau, the mean is not known: the reading is "not reached" and the lower
     * limit is that of the part that was followed. Fewer count as open to tau, and the lower limit allows for their
     * ending at once. If all ends fell in one bin there is no spread to judge by and the limits are empty.
     *
     * @param tau the horizon in whole seconds, more than 0, the same for all that is compared
     */
    public Estimate restrictedMean(long tau) {
        if (tau <= 0) {
            throw new IllegalArgumentException("the horizon of a restricted mean is " + tau
                    + " s; it must be more than 0, such as 259200 for 72 h");
        }
        Options mean = new Options("kaplan_meier_restricted_mean", confidence);
        if (table.rows() == 0) {
            return Estimate.noData(mean);
        }
        int tauBin = TimeBins.bin(tau);
        double z = Tails.normal(Tails.each(confidence));
        int lastBin = table.bins[table.rows() - 1];
        if (!table.tellsOf(tauBin)) {
            Area followed = area(TimeBins.representativeSeconds(lastBin));
            double lower = Math.max(
                    0, followed.mean - z * followed.spread.inflation(followed.error, confidence) * followed.error);
            return Estimate.notReached(Limits.from(lower), followed.spread.named(mean));
        }
        double horizon = tau;
        Area area = area(horizon);
        if (area.mean >= horizon) {
            double least = 1 - steps.mostAfterNone(table.total() - table.censoredBefore(tauBin));
            return Estimate.atLeast(horizon, Limits.of(horizon * least, horizon), mean);
        }
        if (area.error == 0) {
            return Estimate.value(area.mean, OptionalDouble.empty(), Limits.NONE, mean);
        }
        double half = z * area.spread.inflation(area.error, confidence) * area.error;
        // Who is lost from sight is taken to stay open, and may have ended at once.
        double sooner = table.unknownAt(tauBin) * (horizon - TimeBins.representativeSeconds(lastBin));
        Limits limits = Limits.of(Math.max(0, area.mean - half - sooner), Math.min(horizon, area.mean + half));
        return Estimate.value(area.mean, OptionalDouble.of(area.error), limits, area.spread.named(mean));
    }

    /**
     * How far each cluster moves the {@linkplain #restrictedMean restricted mean}: the sum of the influences of its
     * cases, which is 0 over all clusters. Where every case is a cluster of its own, their squares add up to the
     * variance.
     *
     * @param tau the horizon in whole seconds, more than 0, no further than the curve is known
     * @param clusters the cases of the curve, each in one cluster
     * @throws IllegalArgumentException if the clusters have more or fewer cases than the curve
     */
    public double[] restrictedMeanMoves(long tau, List<TimeHistogram> clusters) {
        long cases = clusters.stream().mapToLong(TimeHistogram::total).sum();
        if (cases != total()) {
            throw new IllegalArgumentException(
                    "clusters of %d cases do not make up a curve of %d".formatted(cases, total()));
        }
        Influence influence = Influence.onRestrictedMean(table, area(tau).beyond);
        return clusters.stream()
                .mapToDouble(cluster -> influence.of(cluster, steps.cases))
                .toArray();
    }

    private Area area(double tau) {
        double[] beyond = new double[table.rows()];
        double area = 0;
        double variance = 0;
        double until = tau;
        for (int i = table.rows() - 1; i >= 0; i--) {
            double at = TimeBins.representativeSeconds(table.bins[i]);
            if (at > tau || table.ended[i] == 0) {
                continue;
            }
            area += steps.left[i] * (until - at);
            until = at;
            beyond[i] = area;
            double n = table.open[i];
            double d = table.ended[i];
            variance += d == n ? 0 : area * area * d / (n * (n - d));
        }
        ClusterSpread spread = steps.cases.byTime().isEmpty()
                ? ClusterSpread.UNKNOWN
                : Influence.onRestrictedMean(table, beyond).over(steps.cases);
        return new Area(area + until, Math.sqrt(variance), spread, beyond);
    }

    private static OptionalDouble minusFromOne(OptionalDouble limit) {
        return limit.isPresent() ? OptionalDouble.of(1 - limit.getAsDouble()) : limit;
    }

    /**
     * The area under the curve.
     *
     * @param error standard error for independent cases
     * @param spread its spread over clusters
     * @param beyond area from each row up to the horizon; 0 for rows behind it, or without ends
     */
    private record Area(double mean, double error, ClusterSpread spread, double[] beyond) {}
}
