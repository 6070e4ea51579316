package dev.vitals.simulate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * True times from the creation of a report to its first end, computed from the distributions that generated them, the
 * part that is still open at the end of the period included.
 *
 * <p>Per category, and for all reports with the categories weighted as they were filed: {@code closed_alone} is the time
 * to the decision if nothing else could end a report; {@code any_end} is the time to the first end of any kind;
 * {@code closed} is the cumulative incidence of a close by decision beside merges, withdrawals and auto-closes, so that
 * its quantiles are missing where fewer reports than that are ever decided.
 */
final class ResolutionTruth {
    private static final double[] PROBABILITIES = {0.5, 0.9, 0.95};
    private static final double TAU = 72 * 3600;
    private static final double[] TIMES = new double[13_000];

    static {
        for (int i = 0; i < TIMES.length; i++) {
            TIMES[i] = 1e-2 * StrictMath.pow(1.002, i);
        }
    }

    private final double[] alone = new double[TIMES.length];
    private final double[] anyEnd = new double[TIMES.length];
    private final double[] closed = new double[TIMES.length];
    private double means;
    private long reports;
    private long decidable;

    static ResolutionTruth of(Harm harm, long[] fates) {
        ResolutionTruth truth = new ResolutionTruth();
        for (TruthBook.Fate fate : TruthBook.Fate.values()) {
            truth.add(harm, fate, fates[fate.ordinal()]);
        }
        return truth;
    }

    static ResolutionTruth ofAll(Iterable<ResolutionTruth> parts) {
        ResolutionTruth all = new ResolutionTruth();
        for (ResolutionTruth part : parts) {
            all.reports += part.reports;
            all.decidable += part.decidable;
            all.means += part.means;
            for (int i = 0; i < TIMES.length; i++) {
                all.alone[i] += part.alone[i];
                all.anyEnd[i] += part.anyEnd[i];
                all.closed[i] += part.closed[i];
            }
        }
        return all;
    }

    private void add(Harm harm, TruthBook.Fate fate, long count) {
        reports += count;
        if (fate == TruthBook.Fate.GONE) {
            for (int i = 0; i < TIMES.length; i++) {
                anyEnd[i] += count * ReportLife.TO_CLOSE_GONE.cdf(TIMES[i]);
            }
            return;
        }
        decidable += count;
        means += count * harm.resolution.mean();
        double[] incidence =
                Curve.cumulativeIncidence(harm.resolution::cdf, seconds -> competing(fate, seconds), TIMES);
        for (int i = 0; i < TIMES.length; i++) {
            double decided = harm.resolution.cdf(TIMES[i]);
            alone[i] += count * decided;
            anyEnd[i] += count * (1 - (1 - decided) * (1 - competing(fate, TIMES[i])));
            closed[i] += count * incidence[i];
        }
    }

    private static double competing(TruthBook.Fate fate, double seconds) {
        double open = (1 - ReportLife.WITHDRAWS * ReportLife.TO_WITHDRAW.cdf(seconds))
                * (1 - ReportLife.GOES_STALE * ReportLife.TO_STALE.cdf(seconds));
        return fate == TruthBook.Fate.DUPLICATE
                ? 1 - open * (1 - ReportLife.MERGES * ReportLife.TO_MERGE.cdf(seconds))
                : 1 - open;
    }

    /** All numbers in seconds. */
    Map<String, Object> toMap() {
        Map<String, Object> aloneMap = numbers(alone, decidable);
        aloneMap.put("mean_seconds", means / decidable);
        Map<String, Object> closedMap = numbers(closed, reports);
        closedMap.put("ever_share", closed[TIMES.length - 1] / reports);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("reports", reports);
        map.put("closed_alone", aloneMap);
        map.put("any_end", numbers(anyEnd, reports));
        map.put("closed", closedMap);
        return map;
    }

    private static Map<String, Object> numbers(double[] curve, long count) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (double p : PROBABILITIES) {
            map.put("p" + Math.round(p * 100) + "_seconds", Curve.quantile(t -> at(curve, t) / count, p));
        }
        map.put("restricted_mean_72h_seconds", Curve.restrictedMean(t -> at(curve, t) / count, TAU));
        return map;
    }

    private static double at(double[] curve, double seconds) {
        double position = StrictMath.log(Math.max(seconds, 1e-9) / TIMES[0]) / StrictMath.log(1.002);
        if (position <= 0) {
            return 0;
        }
        int cell = (int) Math.min(position, TIMES.length - 2);
        double part = Math.min(1, position - cell);
        return curve[cell] + part * (curve[cell + 1] - curve[cell]);
    }
}
