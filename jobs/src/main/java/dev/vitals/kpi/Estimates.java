package dev.vitals.kpi;

import dev.vitals.stats.ClusterSpread;
import dev.vitals.stats.ClusterTotals;
import dev.vitals.stats.CumulativeIncidence;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.IncidenceCurve;
import dev.vitals.stats.Inequality;
import dev.vitals.stats.KaplanMeier;
import dev.vitals.stats.KrippendorffAlpha;
import dev.vitals.stats.LabelPatterns;
import dev.vitals.stats.QuantileInterval;
import dev.vitals.stats.SurvivalCurve;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.WorkByPerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.apache.datasketches.theta.CompactSketch;

/** Turns the state of a KPI into its numbers with their 95% intervals. */
public final class Estimates {
    private static final String DISTINCT_METHOD = "theta_sketch_lgk" + DistinctSketch.LG_K;
    /** Standard deviations of a sketch's bounds: about 95%. */
    private static final int TWO = 2;

    private static final double TENTH = 0.1;

    private Estimates() {}

    /** The numbers of a KPI over all rows. */
    public static List<KpiEstimate> of(KpiDefinition kpi, Evidence evidence) {
        return of(kpi, Set.of(), evidence);
    }

    /**
     * The numbers of a KPI, the primary one first.
     *
     * <p>Their intervals take clusters as independent where the evidence tells them apart, else rows.
     *
     * <p>Which numbers there are depends on the definition alone, never on the state: where the data do not give one,
     * its value is null.
     *
     * @param dimensions of the slice that the evidence is of; none for all rows
     * @throws IllegalArgumentException if the state belongs to another statistic
     */
    public static List<KpiEstimate> of(KpiDefinition kpi, Set<String> dimensions, Evidence evidence) {
        Statistic statistic = kpi.statistic();
        KpiState state = evidence.state();
        if (statistic instanceof Moments moments && state instanceof KpiState.Sums sums) {
            ClusterSpread spread = spread(kpi, moments, dimensions, sums, evidence.clusters());
            return List.of(MomentEstimates.of(kpi, moments, sums, spread));
        }
        if (statistic instanceof TimeToEvent times && state instanceof KpiState.Durations durations) {
            return times.endKind().isEmpty()
                    ? untilTheOnlyEnd(times, durations.histogram(), counts(evidence))
                    : untilOneOfSeveralEnds(times, durations.histogram(), counts(evidence));
        }
        if (statistic instanceof Quantile quantile && state instanceof KpiState.Durations durations) {
            return quantile.quantiles().stream()
                    .map(share -> quantile(share, durations.histogram(), counts(evidence)))
                    .toList();
        }
        if (statistic instanceof Distinct && state instanceof KpiState.Sketch sketch) {
            return List.of(distinct(DistinctSketch.read(sketch.bytes())));
        }
        if (statistic instanceof Concentration && state instanceof KpiState.Work work) {
            return concentration(work.byPerson());
        }
        if (statistic instanceof Agreement && state instanceof KpiState.Patterns labels) {
            return agreement(labels.patterns());
        }
        throw new IllegalArgumentException(kpi.id() + " is a " + statistic.word() + ", and " + state
                + " is no state of one; compute its days again");
    }

    private static ClusterSpread spread(
            KpiDefinition kpi, Moments moments, Set<String> dimensions, KpiState.Sums sums, ClusterTotals totals) {
        if (totals == null || moments.clusterAmounts().isEmpty()) {
            return ClusterSpread.UNKNOWN;
        }
        if (moments instanceof Moments.WeightedShare) {
            double effective = MomentEstimates.weightedState(sums).effectiveSize();
            return ClusterSpread.ofStrata(
                    totals, effective, kpi.clusters().orElseThrow().isCutBy(dimensions));
        }
        ClusterAmounts amounts = moments.clusterAmounts().get();
        return ClusterSpread.ofRatio(totals, amounts.numeratorUnit(), amounts.denominatorUnit());
    }

    private static ClusterTotals counts(Evidence evidence) {
        return evidence.clusters() == null ? ClusterTotals.empty(1) : evidence.clusters();
    }

    private static List<KpiEstimate> untilTheOnlyEnd(
            TimeToEvent times, TimeHistogram histogram, ClusterTotals clusters) {
        SurvivalCurve open = KaplanMeier.withDefaults().estimate(histogram, clusters);
        return durations(times, histogram, open::quantile, open);
    }

    private static List<KpiEstimate> untilOneOfSeveralEnds(
            TimeToEvent times, TimeHistogram histogram, ClusterTotals clusters) {
        IncidenceCurve ended =
                CumulativeIncidence.withDefaults().ofCauses(TimeToEvent.EVENT).estimate(histogram, clusters);
        List<KpiEstimate> all = new ArrayList<>(durations(times, histogram, ended::quantile, ended.open()));
        all.add(shareEnded(String.join("_or_", times.events()), TimeToEvent.EVENT, times, histogram, clusters));
        for (String kind : times.competing()) {
            all.add(shareEnded(kind, times.code(kind), times, histogram, clusters));
        }
        return List.copyOf(all);
    }

    /** The quantiles, then the mean time that a case is open before the horizon, however it ends. */
    private static List<KpiEstimate> durations(
            TimeToEvent times, TimeHistogram histogram, DoubleFunction<Estimate> quantiles, SurvivalCurve open) {
        double events = histogram.ends(TimeToEvent.EVENT);
        List<KpiEstimate> all = new ArrayList<>();
        for (double share : times.quantiles()) {
            all.add(duration(Quantile.name(share), quantiles.apply(share), events, histogram));
        }
        String mean = "mean_" + times.restrictedMeanHours() + "h";
        all.add(duration(mean, open.restrictedMean(times.restrictedMeanSeconds()), events, histogram));
        return all;
    }

    private static KpiEstimate shareEnded(
            String kind, int code, TimeToEvent times, TimeHistogram histogram, ClusterTotals clusters) {
        IncidenceCurve curve = CumulativeIncidence.withDefaults().ofCauses(code).estimate(histogram, clusters);
        Estimate share = curve.incidenceAt(times.restrictedMeanSeconds());
        return duration("share_" + kind, share, histogram.ends(code), histogram);
    }

    private static KpiEstimate duration(String name, Estimate estimate, double ended, TimeHistogram histogram) {
        return row(name, estimate, ended, (double) histogram.total(), histogram.total(), histogram.censored());
    }

    private static KpiEstimate quantile(double share, TimeHistogram histogram, ClusterTotals clusters) {
        String name = Quantile.name(share);
        double n = histogram.total();
        if (share < 1) {
            Estimate estimate = QuantileInterval.withDefaults().estimate(histogram, clusters, share);
            return row(name, estimate, null, n, histogram.total(), null);
        }
        int[] last = {-1};
        histogram.forEach((bin, code, count) -> last[0] = bin);
        Double longest = last[0] < 0 ? null : TimeBins.representativeSeconds(last[0]);
        return KpiEstimate.withoutInterval(name, longest, null, n, histogram.total());
    }

    private static List<KpiEstimate> concentration(WorkByPerson work) {
        long people = work.people();
        Map<Long, Long> peopleByWork = work.peopleByWork();
        Estimate gini = Inequality.withDefaults().gini(peopleByWork);
        Estimate top = Inequality.withDefaults().topShare(peopleByWork, TENTH);
        return List.of(
                row(Concentration.GINI, gini, null, null, people, null),
                row(Concentration.TOP_TENTH, top, null, null, people, null));
    }

    private static List<KpiEstimate> agreement(LabelPatterns patterns) {
        KrippendorffAlpha raters = KrippendorffAlpha.withDefaults();
        long n = patterns.pairableUnits();
        return List.of(
                row(Agreement.ALPHA, raters.alpha(patterns), null, null, n, null),
                row(Agreement.RAW, raters.rawAgreement(patterns), null, null, n, null));
    }

    private static KpiEstimate distinct(CompactSketch sketch) {
        double value = sketch.getEstimate();
        boolean isExact = !sketch.isEstimationMode();
        return new KpiEstimate(
                KpiEstimate.VALUE,
                value,
                isExact ? null : sketch.getLowerBound(TWO),
                isExact ? null : sketch.getUpperBound(TWO),
                isExact ? KpiEstimate.NO_INTERVAL : DISTINCT_METHOD,
                null,
                null,
                Math.round(value),
                null);
    }

    /** A row from an estimate, whose interval method is named only where the interval has an end. */
    static KpiEstimate row(
            String name, Estimate estimate, Double numerator, Double denominator, long n, Long nCensored) {
        Double low = orNull(estimate.lower());
        Double high = orNull(estimate.upper());
        String method = low == null && high == null ? KpiEstimate.NO_INTERVAL : estimate.method();
        return new KpiEstimate(name, orNull(estimate.value()), low, high, method, numerator, denominator, n, nCensored);
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
