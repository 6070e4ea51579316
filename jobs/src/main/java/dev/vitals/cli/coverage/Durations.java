package dev.vitals.cli.coverage;

import dev.vitals.cli.coverage.Family.Claim;
import dev.vitals.cli.coverage.Family.Limits;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.TimeToEvent;
import dev.vitals.stats.KaplanMeier;
import dev.vitals.stats.QuantileInterval;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Times until something happens, in channels that are quick or slow, of which some have not ended. */
final class Durations {
    private static final int CHANNELS = 60;
    private static final int HORIZON_HOURS = 72;
    private static final double HOUR = 3600;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Log-normal times in hours: exp of the median's logarithm, plus that of the channel, plus that of the case. */
    private static final double MEDIAN = 6;

    private static final double OF_CHANNEL = 0.5;
    private static final double OF_CASE = 1.2;
    private static final double SIGMA = Math.hypot(OF_CHANNEL, OF_CASE);

    private final KpiCatalogue kpis;

    Durations(KpiCatalogue kpis) {
        this.kpis = kpis;
    }

    List<Family> all() {
        return List.of(this::untilTheOnlyEnd, this::untilOneOfSeveralEnds, this::allEnded);
    }

    private List<Claim> untilTheOnlyEnd(Chance chance) {
        Channels.Times times = new Channels.Times();
        TimeHistogram.Builder closed = TimeHistogram.builder();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double speed = OF_CHANNEL * chance.normal();
            int reports = chance.size(12);
            for (int i = 0; i < reports; i++) {
                double seconds = seconds(chance, speed);
                double age = chance.uniform() * 7 * 24 * HOUR;
                times.add(channel, Math.min(seconds, age), seconds > age ? TimeHistogram.CENSORED : 0);
                if (seconds <= age) {
                    closed.merge(one(seconds));
                }
            }
        }
        String family = "time to event, open reports, clustered";
        Map<String, Double> truths = Map.of("p50", quantile(0.5), "p90", quantile(0.9), "mean_72h", restrictedMean());
        List<Claim> claims = new ArrayList<>();
        for (KpiEstimate estimate : Estimates.of(kpis.kpi("time_to_any_end"), times.evidence())) {
            Double truth = truths.get(estimate.name());
            if (truth != null) {
                Limits usual = estimate.name().startsWith("p")
                        ? Shares.limits(QuantileInterval.withDefaults()
                                .estimate(closed.build(), estimate.name().equals("p50") ? 0.5 : 0.9))
                        : Shares.limits(KaplanMeier.withDefaults()
                                .estimate(closed.build())
                                .restrictedMean((long) (HORIZON_HOURS * HOUR)));
                claims.add(
                        new Claim(family, "time_to_any_end " + estimate.name(), truth, Shares.limits(estimate), usual));
            }
        }
        return claims;
    }

    /** A fifth of the reports is merged at the same speed, so that 40% are closed when half have ended. */
    private List<Claim> untilOneOfSeveralEnds(Chance chance) {
        TimeToEvent statistic = (TimeToEvent) kpis.kpi("time_to_resolution").statistic();
        Channels.Times times = new Channels.Times();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double speed = OF_CHANNEL * chance.normal();
            int reports = chance.size(12);
            for (int i = 0; i < reports; i++) {
                double seconds = seconds(chance, speed);
                double age = chance.uniform() * 7 * 24 * HOUR;
                int kind = statistic.code(chance.happens(0.2) ? "merged" : "closed");
                times.add(channel, Math.min(seconds, age), seconds > age ? TimeHistogram.CENSORED : kind);
            }
        }
        double endedByHorizon = NORMAL.cumulativeProbability(Math.log(HORIZON_HOURS / MEDIAN) / SIGMA);
        Map<String, Double> truths = Map.of(
                "p50", quantile(0.5 / 0.8), "share_closed", 0.8 * endedByHorizon, "share_merged", 0.2 * endedByHorizon);
        List<Claim> claims = new ArrayList<>();
        for (KpiEstimate estimate : Estimates.of(kpis.kpi("time_to_resolution"), times.evidence())) {
            Double truth = truths.get(estimate.name());
            if (truth != null) {
                claims.add(new Claim(
                        "competing ends, clustered",
                        "time_to_resolution " + estimate.name(),
                        truth,
                        Shares.limits(estimate),
                        censoring(statistic, times.histogram(), estimate.name())));
            }
        }
        return claims;
    }

    /** The usual way takes merged reports out, as if they might have been closed later. */
    private static Limits censoring(TimeToEvent statistic, TimeHistogram histogram, String estimate) {
        int code = statistic.code(estimate.equals("share_merged") ? "merged" : "closed");
        var curve = KaplanMeier.withDefaults().ofCauses(code).estimate(histogram);
        return Shares.limits(
                estimate.startsWith("p") ? curve.quantile(0.5) : curve.endedBy((long) (HORIZON_HOURS * HOUR)));
    }

    private List<Claim> allEnded(Chance chance) {
        Channels.Times times = new Channels.Times();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double speed = OF_CHANNEL * chance.normal();
            int actions = chance.size(12);
            for (int i = 0; i < actions; i++) {
                times.add(channel, seconds(chance, speed), 0);
            }
        }
        List<Claim> claims = new ArrayList<>();
        for (KpiEstimate estimate : Estimates.of(kpis.kpi("message_to_action_latency"), times.evidence())) {
            double share = estimate.name().equals("p50") ? 0.5 : 0.9;
            Limits usual = Shares.limits(QuantileInterval.withDefaults().estimate(times.histogram(), share));
            claims.add(new Claim(
                    "quantile, clustered",
                    "message_to_action_latency " + estimate.name(),
                    quantile(share),
                    Shares.limits(estimate),
                    usual));
        }
        return claims;
    }

    private static double seconds(Chance chance, double speed) {
        return HOUR * MEDIAN * Math.exp(speed + OF_CASE * chance.normal());
    }

    private static TimeHistogram one(double seconds) {
        return TimeHistogram.builder().add(TimeBins.bin((long) seconds), 0, 1).build();
    }

    private static double quantile(double share) {
        return HOUR * MEDIAN * Math.exp(SIGMA * NORMAL.inverseCumulativeProbability(share));
    }

    /** The integral over the horizon of the share still open, by the midpoint rule in steps of 36 s. */
    private static double restrictedMean() {
        double step = 0.01;
        double sum = 0;
        for (double hour = step / 2; hour < HORIZON_HOURS; hour += step) {
            sum += step * HOUR * NORMAL.survivalProbability(Math.log(hour / MEDIAN) / SIGMA);
        }
        return sum;
    }
}
