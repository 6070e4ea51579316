package dev.vitals.cli.calibration;

import dev.vitals.cli.calibration.Trial.Claim;
import dev.vitals.cli.coverage.Chance;
import dev.vitals.stats.Atkinson;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.Inequality;
import dev.vitals.stats.WeightedShare;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusterTest;
import dev.vitals.stats.effect.CoMoments;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.EstimateDifference;
import dev.vitals.stats.effect.WelchTest;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Statistics of arms that are no plain means: weighted shares, different things, and how unevenly work is spread. */
final class LevelTrials {
    /** See {@link Atkinson} on heavy tails: 5.8%, and what chance makes of it in 2,000 pairs. */
    private static final Promise OF_TAILS = Promise.knownShort(0.072, 0.92);

    private static final double SHARE = 0.2;
    private static final double MORE = 1.3;
    private static final double[] WEIGHTS = {1, 4, 10};
    private static final int AUDITORS = 300;
    private static final int CHANNELS = 20;
    private static final double OF_CHANNEL = 0.5;
    private static final int USERS = 300;
    private static final int THINGS = 20;
    private static final double NEW = 0.4;
    private static final int PEOPLE = 250;
    private static final double SIGMA = 0.8;
    private static final double MORE_UNEVEN = 1;
    private static final double AVERSION = 0.5;
    private static final double TENTH = 0.1;
    private static final double WORK = 10_000;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private LevelTrials() {}

    static List<Trial> all() {
        return List.of(
                LevelTrials::weightedShare, LevelTrials::clusteredShare, LevelTrials::distinct, LevelTrials::uneven);
    }

    /** Audits of an arm: by group the weights of those that found a wrong decision, and all weights. */
    private static final class Audits {
        private final double[] wrong;
        private final double[] all;
        private WeightedShare.State rows = WeightedShare.State.EMPTY;

        Audits(int groups) {
            this.wrong = new double[groups];
            this.all = new double[groups];
        }

        static Audits draw(Chance chance, int groups, double size, double share) {
            Audits audits = new Audits(groups);
            int[][] counts = new int[WEIGHTS.length][2];
            for (int group = 0; group < groups; group++) {
                double own = Math.min(1, share / SHARE * chance.probability(SHARE, OF_CHANNEL));
                int many = chance.size(size);
                for (int i = 0; i < many; i++) {
                    int weight = chance.below(WEIGHTS.length);
                    boolean isWrong = chance.happens(own);
                    audits.wrong[group] += isWrong ? WEIGHTS[weight] : 0;
                    audits.all[group] += WEIGHTS[weight];
                    counts[weight][isWrong ? 1 : 0]++;
                }
            }
            for (int weight = 0; weight < WEIGHTS.length; weight++) {
                audits.add(BigDecimal.valueOf(WEIGHTS[weight]), counts[weight]);
            }
            return audits;
        }

        private void add(BigDecimal weight, int... counts) {
            BigDecimal square = weight.multiply(weight);
            int n = counts[0] + counts[1];
            rows = rows.merge(new WeightedShare.State(
                    n,
                    counts[1],
                    weight.multiply(BigDecimal.valueOf(n)),
                    weight.multiply(BigDecimal.valueOf(counts[1])),
                    square.multiply(BigDecimal.valueOf(n)),
                    square.multiply(BigDecimal.valueOf(counts[1]))));
        }

        CoMoments units() {
            CoMoments.Accumulator units = new CoMoments.Accumulator(2);
            for (int group = 0; group < all.length; group++) {
                units.add(wrong[group], all[group]);
            }
            return units.state();
        }
    }

    private static Effect ofRows(Audits control, Audits treatment) {
        WeightedShare share = WeightedShare.withDefaults();
        return EstimateDifference.withDefaults()
                .difference(share.estimate(control.rows), share.estimate(treatment.rows));
    }

    private static List<Claim> weightedShare(Chance chance, boolean isPlanted) {
        double share = isPlanted ? MORE * SHARE : SHARE;
        Audits control = Audits.draw(chance, AUDITORS, 4, SHARE);
        Audits treatment = Audits.draw(chance, AUDITORS, 4, share);
        Effect effect = WelchTest.withDefaults()
                .difference(control.units().ratio(0, 1), treatment.units().ratio(0, 1));
        return List.of(
                Claim.of("weighted share of units", "audits of 300 units an arm", Promise.EXACT, effect, share - SHARE)
                        .beside("audits as independent", ofRows(control, treatment)));
    }

    private static List<Claim> clusteredShare(Chance chance, boolean isPlanted) {
        double share = isPlanted ? MORE * SHARE : SHARE;
        Audits control = Audits.draw(chance, CHANNELS, 40, SHARE);
        Audits treatment = Audits.draw(chance, CHANNELS, 40, share);
        Effect effect = ClusterTest.withDefaults()
                .unitAverage(
                        ArmClusters.of(control.wrong, control.all), ArmClusters.of(treatment.wrong, treatment.all));
        return List.of(
                Claim.of("weighted share of clusters", "audits of 40 channels", Promise.EXACT, effect, share - SHARE)
                        .beside("audits as independent", ofRows(control, treatment)));
    }

    /** How many channels a user was in; some users are in a new one, too. */
    private static List<Claim> distinct(Chance chance, boolean isPlanted) {
        CoMoments control = users(chance, 0);
        CoMoments treatment = users(chance, isPlanted ? NEW : 0);
        return List.of(Claim.of(
                "distinct things of a unit",
                "channels seen by 300 users an arm",
                Promise.EXACT,
                WelchTest.withDefaults().difference(control.sample(0), treatment.sample(0)),
                isPlanted ? NEW : 0));
    }

    private static CoMoments users(Chance chance, double isInNewOne) {
        CoMoments.Accumulator users = new CoMoments.Accumulator(1);
        for (int user = 0; user < USERS; user++) {
            BitSet seen = new BitSet(THINGS);
            int visits = chance.size(6);
            for (int visit = 0; visit < visits; visit++) {
                double place = chance.uniform();
                seen.set((int) (THINGS * place * place));
            }
            users.add(seen.cardinality() + (chance.happens(isInNewOne) ? 1 : 0));
        }
        return users.state();
    }

    private static List<Claim> uneven(Chance chance, boolean isPlanted) {
        double spread = isPlanted ? MORE_UNEVEN : SIGMA;
        long[] control = work(chance, SIGMA);
        long[] treatment = work(chance, spread);
        Map<Long, Long> before = people(control);
        Map<Long, Long> after = people(treatment);
        Inequality inequality = Inequality.withDefaults();
        EstimateDifference test = EstimateDifference.withDefaults();
        String data = "log-normal work of 250 people an arm";
        return List.of(
                Claim.of(
                        "Gini's coefficient",
                        data,
                        Promise.EXACT,
                        test.difference(inequality.gini(before), inequality.gini(after)),
                        gini(spread) - gini(SIGMA)),
                Claim.of(
                        "share of the top tenth",
                        data,
                        Promise.EXACT,
                        test.difference(inequality.topShare(before, TENTH), inequality.topShare(after, TENTH)),
                        topShare(spread) - topShare(SIGMA)),
                Claim.of(
                        "Atkinson's index",
                        data,
                        OF_TAILS,
                        test.difference(atkinson(control), atkinson(treatment)),
                        Math.exp(-AVERSION * SIGMA * SIGMA / 2) - Math.exp(-AVERSION * spread * spread / 2)));
    }

    private static long[] work(Chance chance, double sigma) {
        long[] work = new long[PEOPLE];
        Arrays.setAll(work, person -> Math.round(WORK * chance.skewed(sigma)));
        return work;
    }

    private static Map<Long, Long> people(long... work) {
        return LongStream.of(work).boxed().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static Estimate atkinson(long... work) {
        Atkinson atkinson = Atkinson.withAversion(AVERSION);
        Atkinson.Sums sums = Atkinson.Sums.EMPTY;
        for (long each : work) {
            sums = sums.merge(atkinson.ofPerson(each));
        }
        return atkinson.estimate(sums);
    }

    /** Of log-normal work (Cowell, Measuring Inequality, 2011). */
    private static double gini(double sigma) {
        return 2 * NORMAL.cumulativeProbability(sigma / Math.sqrt(2)) - 1;
    }

    private static double topShare(double sigma) {
        return NORMAL.cumulativeProbability(sigma - NORMAL.inverseSurvivalProbability(TENTH));
    }
}
