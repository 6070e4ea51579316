package dev.vitals.kpi;

import dev.vitals.stats.ClusterSpread;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.GarwoodInterval;
import dev.vitals.stats.MeanInterval;
import dev.vitals.stats.RatioInterval;
import dev.vitals.stats.WeightedShare;
import dev.vitals.stats.WilsonInterval;
import java.util.OptionalDouble;

/** Turns sums into a number with its interval. */
final class MomentEstimates {
    private MomentEstimates() {}

    static KpiEstimate of(KpiDefinition kpi, Moments statistic, KpiState.Sums sums, ClusterSpread spread) {
        if (statistic instanceof Moments.Count) {
            return count(sums);
        }
        if (statistic instanceof Moments.Share) {
            return share(sums, spread);
        }
        if (statistic instanceof Moments.Rate rate) {
            return rate(sums, rate.per().doubleValue(), spread);
        }
        if (statistic instanceof Moments.Mean mean) {
            return within(kpi, mean(sums, 1 / mean.scale().doubleValue(), spread));
        }
        if (statistic instanceof Moments.MeanOfSums mean) {
            return within(kpi, mean(sums, 1 / mean.scale().doubleValue(), spread));
        }
        if (statistic instanceof Moments.Ratio ratio) {
            return within(kpi, ratio(sums, ratio.per().doubleValue(), spread));
        }
        return weightedShare(sums, spread);
    }

    /** With limits that a number of this unit can have. */
    private static KpiEstimate within(KpiDefinition kpi, KpiEstimate estimate) {
        return switch (kpi.unit()) {
            case KpiDefinition.SHARE -> estimate.onLogOdds();
            case KpiDefinition.SECONDS -> estimate.notNegative();
            default -> estimate;
        };
    }

    /** Everything was counted: there is nothing to be unsure of, hence no interval. */
    private static KpiEstimate count(KpiState.Sums sums) {
        long n = sums.whole(0);
        return KpiEstimate.withoutInterval(KpiEstimate.VALUE, (double) n, (double) n, null, n);
    }

    private static KpiEstimate share(KpiState.Sums sums, ClusterSpread spread) {
        long n = sums.whole(0);
        long positives = sums.whole(1);
        Estimate estimate = WilsonInterval.withDefaults().estimate(positives, n, spread);
        return Estimates.row(KpiEstimate.VALUE, estimate, (double) positives, (double) n, n, null);
    }

    /** Exact for independent events; where clusters, or rows, differ by more than chance, they are the units. */
    private static KpiEstimate rate(KpiState.Sums sums, double per, ClusterSpread spread) {
        if (sums.value(2).signum() == 0) {
            return withoutDenominator(sums);
        }
        RatioInterval.Sums totals = totals(sums);
        OptionalDouble dispersion = RatioInterval.dispersion(totals);
        boolean comesInBursts = !spread.isKnown() && dispersion.isPresent() && dispersion.getAsDouble() > 1;
        Estimate estimate = comesInBursts
                ? RatioInterval.withDefaults().ofCounts().estimate(totals)
                : GarwoodInterval.withDefaults()
                        .estimate(sums.whole(1), sums.value(2).doubleValue(), spread);
        return pair(sums, estimate).times(per);
    }

    private static KpiEstimate ratio(KpiState.Sums sums, double per, ClusterSpread spread) {
        if (sums.value(2).signum() == 0) {
            return withoutDenominator(sums);
        }
        Estimate estimate = RatioInterval.withDefaults().ofCounts().estimate(totals(sums), spread);
        return pair(sums, estimate).times(per);
    }

    private static KpiEstimate mean(KpiState.Sums sums, double factor, ClusterSpread spread) {
        long n = sums.whole(0);
        Estimate estimate = MeanInterval.withDefaults().fromSums(n, sums.value(1), sums.value(2), spread);
        double total = sums.value(1).doubleValue() * factor;
        return Estimates.row(KpiEstimate.VALUE, estimate, total, (double) n, n, null)
                .times(factor);
    }

    private static KpiEstimate weightedShare(KpiState.Sums sums, ClusterSpread spread) {
        WeightedShare.State state = weightedState(sums);
        Estimate estimate = WeightedShare.withDefaults().estimate(state, spread);
        double positive = sums.value(3).doubleValue();
        return Estimates.row(
                KpiEstimate.VALUE, estimate, positive, sums.value(2).doubleValue(), state.n(), null);
    }

    /** The sums of a weighted share by their names. */
    static WeightedShare.State weightedState(KpiState.Sums sums) {
        return new WeightedShare.State(
                sums.whole(0), sums.whole(1), sums.value(2), sums.value(3), sums.value(4), sums.value(5));
    }

    private static RatioInterval.Sums totals(KpiState.Sums sums) {
        return new RatioInterval.Sums(
                sums.whole(0), sums.value(1), sums.value(2), sums.value(3), sums.value(4), sums.value(5));
    }

    private static KpiEstimate pair(KpiState.Sums sums, Estimate estimate) {
        double numerator = sums.value(1).doubleValue();
        return Estimates.row(
                KpiEstimate.VALUE, estimate, numerator, sums.value(2).doubleValue(), sums.whole(0), null);
    }

    private static KpiEstimate withoutDenominator(KpiState.Sums sums) {
        double numerator = sums.value(1).doubleValue();
        return KpiEstimate.withoutInterval(KpiEstimate.VALUE, null, numerator, 0.0, sums.whole(0));
    }
}
