package dev.vitals.cli.coverage;

import static dev.vitals.cli.coverage.Shares.limits;

import dev.vitals.cli.coverage.Family.Claim;
import dev.vitals.cli.coverage.Family.Limits;
import dev.vitals.kpi.Clusters;
import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.Moments;
import dev.vitals.stats.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Weighted shares of samples that favour some decisions, or hold few of those that matter. */
final class Audits {
    private static final int CHANNELS = 60;
    private static final double BETWEEN_CHANNELS = 0.4;
    private static final String AUDIT = "false_discovery_rate";

    private final KpiCatalogue kpis;

    Audits(KpiCatalogue kpis) {
        this.kpis = kpis;
    }

    List<Family> all() {
        return List.of(
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
                        new Frame(400, 50, 0.05)),
                chance -> frames(
                        chance,
                        "one sample of 100, one error in 200",
                        "violating_prevalence",
                        0,
                        new Frame(100, 50, 0.005)),
                chance -> frames(
                        chance,
                        "one sample, weights vary with views",
                        "violating_prevalence_by_view",
                        1.2,
                        new Frame(400, 50, 0.05)),
                chance -> frames(
                        chance,
                        "many small strata",
                        "false_discovery_rate",
                        0,
                        Collections.nCopies(24, new Frame(25, 5, 0.05)).toArray(Frame[]::new)),
                this::partOfStrata,
                chance -> fewChannels(chance, "8 alike channels", 8, 0, 0, 0.1),
                chance -> fewChannels(chance, "audit of 8 channels, clustered", 8, 0, BETWEEN_CHANNELS, 0.1),
                chance -> fewChannels(chance, "20 alike channels, 1% wrong", 20, 0, 0, 0.01),
                chance -> fewChannels(chance, "audit of 20 channels by Zipf's law", 20, 1, BETWEEN_CHANNELS, 0.1),
                chance -> recall(chance, "audit, recall over two frames", false, new Frame(1500, 500, 0.02)),
                chance -> recall(chance, "audit, recall, few misses found", false, fewMisses(chance)),
                chance -> recall(chance, "audit, recall, hardly a miss found", false, new Frame(400, 2500, 0.001)),
                chance -> recall(chance, "audit, recall, drawn one by one", true, fewMisses(chance)));
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
            for (int s = 0; s < strata.length; s++) {
                Stratum stratum = strata[s];
                int size = chance.size(stratum.decisions);
                for (int i = 0; i < size; i++) {
                    if (chance.happens(1.0 / stratum.oneIn)) {
                        boolean isWrong = chance.happens(Math.min(1, stratum.share * own));
                        channels.drawn(channel, Clusters.group(2 * s, true), isWrong, stratum.oneIn);
                        rows++;
                        wrong += isWrong ? 1 : 0;
                    }
                }
            }
        }
        double all = Stream.of(strata).mapToDouble(s -> s.decisions).sum();
        double truth = Stream.of(strata).mapToDouble(s -> s.share * s.decisions).sum() / all;
        Limits usual = limits(WilsonInterval.withDefaults().estimate(wrong, rows));
        return List.of(claim(family, AUDIT, Set.of(), truth, channels.evidence(), usual));
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
                channels.drawn(channel, Clusters.group(2 * s, false), isWrong, strata[s].oneIn);
                rows++;
                wrong += isWrong ? 1 : 0;
            }
            all += (double) drawn * strata[s].oneIn;
            allWrong += strata[s].share * drawn * strata[s].oneIn;
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(wrong, rows));
        return List.of(claim(
                "audit, strata of known size, clustered", AUDIT, Set.of(), allWrong / all, channels.evidence(), usual));
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
                double views = chance.skewed(spreadOfViews);
                int weight = Math.max(1, (int) Math.round(frame.oneIn * views));
                channels.drawn(i % CHANNELS, Clusters.group(2 * f, false), isPositive, weight);
                rows++;
                found += isPositive ? 1 : 0;
            }
            all += (double) frame.drawn * frame.oneIn;
            positive += frame.share * frame.drawn * frame.oneIn;
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(found, rows));
        return List.of(claim(family, kpi, Set.of(), positive / all, channels.evidence(), usual)
                .sparse(Stream.of(frames).anyMatch(Frame::isSparse)));
    }

    /**
     * 400 decisions of few channels.
     *
     * @param power of a channel's rank that its size falls by: 0 for channels of one size, 1 by Zipf's law
     * @param between coefficient of variation of the share from channel to channel
     */
    private List<Claim> fewChannels(
            Chance chance, String family, int many, double power, double between, double share) {
        double[] own = new double[many];
        Arrays.setAll(own, channel -> between == 0 ? share : share * chance.around1(between));
        Channels channels = new Channels((Moments) kpis.kpi(AUDIT).statistic());
        int rows = 400;
        int wrong = 0;
        for (int i = 0; i < rows; i++) {
            int channel = chance.rank(many, power);
            boolean isWrong = chance.happens(own[channel]);
            channels.drawn(channel, Clusters.group(0, false), isWrong, 20);
            wrong += isWrong ? 1 : 0;
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(wrong, rows));
        return List.of(claim(family, AUDIT, Set.of(), share, channels.evidence(), usual));
    }

    /** A category that is two tenths of one stratum and six of another, in which it is wrong less often. */
    private List<Claim> partOfStrata(Chance chance) {
        Frame[] frames = {new Frame(300, 25, 0.05), new Frame(150, 4, 0.3)};
        double[] partOf = {0.2, 0.6};
        Channels channels = new Channels((Moments) kpis.kpi(AUDIT).statistic());
        int rows = 0;
        int wrong = 0;
        double all = 0;
        double allWrong = 0;
        for (int f = 0; f < frames.length; f++) {
            for (int i = 0; i < frames[f].drawn; i++) {
                if (chance.happens(partOf[f])) {
                    boolean isWrong = chance.happens(frames[f].share);
                    channels.drawn(i % CHANNELS, Clusters.group(2 * f, false), isWrong, frames[f].oneIn);
                    rows++;
                    wrong += isWrong ? 1 : 0;
                }
            }
            double size = partOf[f] * frames[f].drawn * frames[f].oneIn;
            all += size;
            allWrong += frames[f].share * size;
        }
        Limits usual = limits(WilsonInterval.withDefaults().estimate(wrong, rows));
        return List.of(claim(
                "audit, a category across strata",
                AUDIT,
                Set.of("category"),
                allWrong / all,
                channels.evidence(),
                usual));
    }

    /** Chat with 4 to 8 misses to be found: how often an interval holds one certain number jumps from number to number. */
    private static Frame fewMisses(Chance chance) {
        return new Frame(400, 2500, 0.01 * (1 + chance.uniform()));
    }

    /** What broke the rules and was acted on, of that and of what audits find in chat that nobody reported. */
    private List<Claim> recall(Chance chance, String family, boolean isOneByOne, Frame chat) {
        Frame actioned = new Frame(300, 20, 0.9);
        int ofActioned = isOneByOne ? chance.poisson(actioned.drawn) : actioned.drawn;
        int ofChat = isOneByOne ? chance.poisson(chat.drawn) : chat.drawn;
        Channels channels = new Channels((Moments) kpis.kpi("recall").statistic());
        int caught = chance.binomial(ofActioned, actioned.share);
        int missed = chance.binomial(ofChat, chat.share);
        for (int i = 0; i < ofActioned; i++) {
            channels.drawn(chance.below(CHANNELS), Clusters.group(0, isOneByOne), i < caught, true, actioned.oneIn);
        }
        for (int i = 0; i < ofChat; i++) {
            channels.drawn(chance.below(CHANNELS), Clusters.group(2, isOneByOne), i < missed, false, chat.oneIn);
        }
        double acted = actioned.drawn * actioned.oneIn * actioned.share;
        double left = chat.drawn * chat.oneIn * chat.share;
        Limits usual = limits(WilsonInterval.withDefaults().estimate(caught, caught + missed));
        double truth = acted / (acted + left);
        return List.of(claim(family, "recall", Set.of(), truth, channels.evidence(), usual)
                .sparse(chat.isSparse()));
    }

    private Claim claim(
            String family, String id, Set<String> dimensions, double truth, Evidence evidence, Limits usual) {
        KpiEstimate ours = Estimates.of(kpis.kpi(id), dimensions, evidence).get(0);
        return new Claim(family, id, truth, limits(ours), usual);
    }

    /**
     * What is audited alike.
     *
     * @param drawn how many are drawn
     * @param oneIn one of so many
     * @param share of them that is positive
     */
    private record Frame(int drawn, int oneIn, double share) {
        /** Whether none is found more often than once in 40 samples. */
        boolean isSparse() {
            return Math.pow(1 - share, drawn) > 0.025;
        }
    }

    /**
     * Decisions that are audited alike.
     *
     * @param oneIn one of so many is drawn
     * @param decisions mean number in a channel
     * @param share of them that is wrong
     */
    private record Stratum(int oneIn, int decisions, double share) {}
}
