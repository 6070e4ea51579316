package dev.vitals.cli.coverage;

import dev.vitals.cli.coverage.Family.Claim;
import dev.vitals.cli.coverage.Family.Limits;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.Moments;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.GarwoodInterval;
import dev.vitals.stats.MeanInterval;
import dev.vitals.stats.WilsonInterval;
import java.util.List;

/** Shares, rates, ratios and means of channels that differ. */
final class Shares {
    private static final int CHANNELS = 60;

    private final KpiCatalogue kpis;

    Shares(KpiCatalogue kpis) {
        this.kpis = kpis;
    }

    List<Family> all() {
        return List.of(
                chance -> share(chance, "share, clustered", "overturn_rate", 0.3, 0.35, 40),
                chance -> share(chance, "share, rare and clustered", "report_action_rate", 0.005, 0.6, 300),
                chance -> share(chance, "share, rows independent", "appeal_rate", 0.1, 0.0001, 20),
                this::rate,
                chance -> ratio(chance, "ratio, clustered over days", "negative_share", 0.12, 0.3),
                chance -> ratio(chance, "ratio near 1, clustered", "moderation_coverage", 0.9, 0.1),
                this::mean);
    }

    private List<Claim> share(
            Chance chance, String family, String kpi, double truth, double variation, double decisions) {
        Channels channels = new Channels((Moments) kpis.kpi(kpi).statistic());
        int positives = 0;
        int rows = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            int n = chance.size(decisions);
            int hits = chance.binomial(n, chance.probability(truth, variation));
            channels.share(channel, hits, n);
            positives += hits;
            rows += n;
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(positives, rows));
        return List.of(claim(family, kpi, truth, channels.evidence(), usual));
    }

    private List<Claim> rate(Chance chance) {
        double perThousand = 2;
        Channels channels =
                new Channels((Moments) kpis.kpi("reports_per_1k_messages").statistic());
        long events = 0;
        double exposure = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = perThousand * chance.around1(0.6);
            for (int day = 0; day < 7; day++) {
                int messages = chance.size(1500);
                int reports = chance.poisson(own * messages / 1000);
                channels.pair(channel, reports, messages);
                events += reports;
                exposure += messages / 1000.0;
            }
        }
        Limits usual = limits(GarwoodInterval.withDefaults().estimate(events, exposure));
        return List.of(
                claim("rate, clustered over days", "reports_per_1k_messages", perThousand, channels.evidence(), usual));
    }

    private List<Claim> ratio(Chance chance, String family, String kpi, double truth, double variation) {
        Channels channels = new Channels((Moments) kpis.kpi(kpi).statistic());
        long negative = 0;
        long all = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = chance.probability(truth, variation);
            for (int day = 0; day < 7; day++) {
                int messages = chance.size(200);
                int hits = chance.binomial(messages, own);
                channels.pair(channel, hits, messages);
                negative += hits;
                all += messages;
            }
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(negative, all));
        return List.of(claim(family, kpi, truth, channels.evidence(), usual));
    }

    private List<Claim> mean(Chance chance) {
        double truth = 0.1;
        Channels channels = new Channels((Moments) kpis.kpi("sentiment_mean").statistic());
        long count = 0;
        long sum = 0;
        long squares = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double mood = truth + 0.1 * chance.normal();
            int messages = chance.size(200);
            long own = 0;
            long ownSquares = 0;
            for (int i = 0; i < messages; i++) {
                long score = Math.round(1000 * (mood + 0.35 * chance.normal()));
                own += score;
                ownSquares += score * score;
            }
            channels.values(channel, messages, own, ownSquares);
            count += messages;
            sum += own;
            squares += ownSquares;
        }
        Estimate rows = MeanInterval.withDefaults().fromSums(count, sum, squares);
        Limits usual =
                new Limits(rows.lower().getAsDouble() / 1000, rows.upper().getAsDouble() / 1000);
        return List.of(claim("mean of messages, clustered", "sentiment_mean", truth, channels.evidence(), usual));
    }

    private Claim claim(String family, String id, double truth, Evidence evidence, Limits usual) {
        return new Claim(
                family, id, truth, limits(Estimates.of(kpis.kpi(id), evidence).get(0)), usual);
    }

    static Limits limits(KpiEstimate estimate) {
        return new Limits(
                estimate.ciLow() == null ? Double.NEGATIVE_INFINITY : estimate.ciLow(),
                estimate.ciHigh() == null ? Double.POSITIVE_INFINITY : estimate.ciHigh());
    }

    static Limits limits(Estimate estimate) {
        return new Limits(
                estimate.lower().orElse(Double.NEGATIVE_INFINITY),
                estimate.upper().orElse(Double.POSITIVE_INFINITY));
    }
}
