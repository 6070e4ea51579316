package dev.vitals.cli.coverage;

import dev.vitals.cli.coverage.Family.Claim;
import dev.vitals.cli.coverage.Family.Limits;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.Moments;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.GarwoodInterval;
import dev.vitals.stats.MeanInterval;
import dev.vitals.stats.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Shares, rates, ratios and means of channels that differ, and of samples that favour some of them. */
final class Shares {
    private static final int CHANNELS = 60;
    private static final double BETWEEN_CHANNELS = 0.4;
    private static final String AUDIT = "false_discovery_rate";

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
                this::ratio,
                this::mean,
                this::drawnOneByOne,
                this::drawnByNumber,
                this::rareErrors,
                chance -> frames(
                        chance,
                        "audit, heavy stratum often empty",
                        "violating_prevalence",
                        0,
                        new Frame(200, 25, 0.95),
                        new Frame(400, 2500, 0.001)),
                chance -> frames(
                        chance,
                        "audit, two frames, few found",
                        "false_negative_rate",
                        0,
                        new Frame(100, 20, 0.1),
                        new Frame(100, 2000, 0.005)),
                chance -> frames(
                        chance,
                        "audit, weights vary with views",
                        "violating_prevalence_by_view",
                        1.2,
                        new Frame(200, 25, 0.95),
                        new Frame(400, 50, 0.05)));
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

    private List<Claim> ratio(Chance chance) {
        double truth = 0.12;
        Channels channels = new Channels((Moments) kpis.kpi("negative_share").statistic());
        long negative = 0;
        long all = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = chance.probability(truth, 0.3);
            for (int day = 0; day < 7; day++) {
                int messages = chance.size(200);
                int hits = chance.binomial(messages, own);
                channels.pair(channel, hits, messages);
                negative += hits;
                all += messages;
            }
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(negative, all));
        return List.of(claim("ratio, clustered over days", "negative_share", truth, channels.evidence(), usual));
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

    private List<Claim> drawnOneByOne(Chance chance) {
        return audit(chance, "audit, unequal sampling, clustered", new Stratum(25, 400, 0.02), new Stratum(4, 60, 0.2));
    }

    private List<Claim> rareErrors(Chance chance) {
        return audit(chance, "audit of rare errors (0.5%)", new Stratum(8, 700, 0.003), new Stratum(2, 100, 0.02));
    }

    /** Decisions of strata, each of which is drawn or not by itself. */
    private List<Claim> audit(Chance chance, String family, Stratum... strata) {
        Channels channels = new Channels((Moments) kpis.kpi(AUDIT).statistic());
        int rows = 0;
        int wrong = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            double own = chance.around1(BETWEEN_CHANNELS);
            for (Stratum stratum : strata) {
                int size = chance.size(stratum.decisions);
                for (int i = 0; i < size; i++) {
                    if (chance.happens(1.0 / stratum.oneIn)) {
                        boolean isWrong = chance.happens(Math.min(1, stratum.share * own));
                        channels.drawn(channel, 0, isWrong, stratum.oneIn);
                        rows++;
                        wrong += isWrong ? 1 : 0;
                    }
                }
            }
        }
        double all = Stream.of(strata).mapToDouble(s -> s.decisions).sum();
        double truth = Stream.of(strata).mapToDouble(s -> s.share * s.decisions).sum() / all;
        Limits usual = limits(WilsonInterval.withDefaults().estimate(wrong, rows));
        return List.of(claim(family, AUDIT, truth, channels.evidence(), usual));
    }

    /** Of each of two strata a fixed number is drawn: how large the strata are is known. */
    private List<Claim> drawnByNumber(Chance chance) {
        Stratum[] strata = {new Stratum(25, 400, 0.02), new Stratum(4, 60, 0.2)};
        double[] own = new double[CHANNELS];
        Arrays.setAll(own, channel -> chance.around1(BETWEEN_CHANNELS));
        Channels channels = new Channels((Moments) kpis.kpi(AUDIT).statistic());
        int rows = 0;
        int wrong = 0;
        double all = 0;
        double allWrong = 0;
        for (int s = 0; s < strata.length; s++) {
            List<Integer> channelOf = new ArrayList<>();
            for (int channel = 0; channel < CHANNELS; channel++) {
                channelOf.addAll(Collections.nCopies(chance.size(strata[s].decisions), channel));
            }
            // Whole weights: what is left over of the last one is not in the frame.
            int drawn = channelOf.size() / strata[s].oneIn;
            chance.shuffle(channelOf);
            for (int channel : channelOf.subList(0, drawn)) {
                boolean isWrong = chance.happens(Math.min(1, strata[s].share * own[channel]));
                channels.drawn(channel, s, isWrong, strata[s].oneIn);
                rows++;
                wrong += isWrong ? 1 : 0;
            }
            all += (double) drawn * strata[s].oneIn;
            allWrong += strata[s].share * drawn * strata[s].oneIn;
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(wrong, rows));
        return List.of(
                claim("audit, strata of known size, clustered", AUDIT, allWrong / all, channels.evidence(), usual));
    }

    /** Frames of known size, of each of which a fixed number is drawn, whatever channel it is from. */
    private List<Claim> frames(Chance chance, String family, String kpi, double spreadOfViews, Frame... frames) {
        Channels channels = new Channels((Moments) kpis.kpi(kpi).statistic());
        int rows = 0;
        int found = 0;
        double all = 0;
        double positive = 0;
        for (int f = 0; f < frames.length; f++) {
            Frame frame = frames[f];
            for (int i = 0; i < frame.drawn; i++) {
                boolean isPositive = chance.happens(frame.share);
                // Log-normal views with a mean of 1.
                double views = Math.exp(spreadOfViews * chance.normal() - spreadOfViews * spreadOfViews / 2);
                int weight = Math.max(1, (int) Math.round(frame.oneIn * views));
                channels.drawn(i % CHANNELS, f, isPositive, weight);
                rows++;
                found += isPositive ? 1 : 0;
            }
            all += (double) frame.drawn * frame.oneIn;
            positive += frame.share * frame.drawn * frame.oneIn;
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(found, rows));
        return List.of(claim(family, kpi, positive / all, channels.evidence(), usual));
    }

    /**
     * What is audited alike.
     *
     * @param drawn how many are drawn
     * @param oneIn one of so many
     * @param share of them that is positive
     */
    private record Frame(int drawn, int oneIn, double share) {}

    /**
     * Decisions that are audited alike.
     *
     * @param oneIn one of so many is drawn
     * @param decisions mean number in a channel
     * @param share of them that is wrong
     */
    private record Stratum(int oneIn, int decisions, double share) {}

    private Claim claim(String family, String id, double truth, Evidence evidence, Limits usual) {
        KpiDefinition kpi = kpis.kpi(id);
        KpiEstimate ours = Estimates.of(kpi, evidence).get(0);
        return new Claim(family, id, truth, limits(ours), usual);
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
