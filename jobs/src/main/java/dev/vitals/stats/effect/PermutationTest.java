package dev.vitals.stats.effect;

import java.util.Arrays;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.commons.math3.util.Combinations;
import org.apache.commons.math3.util.CombinatoricsUtils;
import org.apache.commons.math3.util.MathArrays;

/**
 * Whether the means over units of two arms differ, by dealing the labels of the arms anew to whole clusters (Gail and
 * others, Statistics in Medicine 15, 1996).
 *
 * <p>The p-value is the share of all arrangements, the observed one among them, whose statistic is as extreme. All are
 * gone through where there are at most {@link #MOST_ARRANGEMENTS}; else as many are drawn, one of them the observed,
 * with a fixed seed. It can't be less than one over their number: two arms of three channels have 20 arrangements and
 * no two-sided p-value below .1 where the channels are alike in size.
 *
 * <p>By default the statistic is the difference over its CR2 standard error (see {@link ClusterError#CR2}): exact where
 * the treatment does nothing to any cluster, and right with many clusters where it does nothing on average (Janssen,
 * Statistics and Probability Letters 36, 1997). {@link #ofPlainDifference} takes the difference alone: exact as well in
 * the first case, and for arms of a single cluster, but wrong in the second where arms differ in size and spread.
 * Clusters must have been assigned by chance with equal odds and not in pairs or strata.
 */
public final class PermutationTest {
    /** The most arrangements that are looked at. */
    public static final int MOST_ARRANGEMENTS = 20_000;

    private static final long SEED = 20_240_229;
    /** Sums that are added up in another order may part in their last digits, and are ties all the same. */
    private static final double TIE = 1e-10;

    private final Hypothesis hypothesis;
    private final boolean studentised;

    private PermutationTest(Hypothesis hypothesis, boolean studentised) {
        this.hypothesis = hypothesis;
        this.studentised = studentised;
    }

    /** Two-sided, of the difference over its standard error. */
    public static PermutationTest withDefaults() {
        return of(Hypothesis.NO_DIFFERENCE);
    }

    /** The test of this hypothesis; its confidence is of no use. */
    public static PermutationTest of(Hypothesis hypothesis) {
        return new PermutationTest(hypothesis, true);
    }

    /** With another alternative. */
    public PermutationTest with(Alternative alternative) {
        return new PermutationTest(hypothesis.with(alternative), studentised);
    }

    /** The p-value is that of each unit of the treatment having gained this value, instead of 0. */
    public PermutationTest withHypothesis(double value) {
        return new PermutationTest(hypothesis.withValue(value), studentised);
    }

    /** The statistic is the difference of the means, without its standard error. */
    public PermutationTest ofPlainDifference() {
        return new PermutationTest(hypothesis, false);
    }

    /**
     * The treatment's mean over units less the control's, with a p-value and without limits.
     *
     * @throws IllegalArgumentException where an arm has a single cluster and the statistic needs a standard error
     */
    public Effect unitAverage(ArmClusters control, ArmClusters treatment) {
        if (studentised && Math.min(control.clusters(), treatment.clusters()) < 2) {
            throw new IllegalArgumentException(
                    "arms of %d and %d clusters have no standard error; take the plain difference"
                            .formatted(control.clusters(), treatment.clusters()));
        }
        Deal deal = new Deal(control, moved(treatment));
        double observed = signed(deal.statistic(deal.observed()));
        double least = Double.isInfinite(observed) ? observed : observed - TIE * (Math.abs(observed) + deal.unit());
        boolean isAll = deal.arrangements() <= MOST_ARRANGEMENTS;
        double pValue = isAll ? shareOfAll(deal, least) : shareOfSample(deal, least);
        return new Effect(
                OptionalDouble.of(treatment.unitAverage() - control.unitAverage()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Double.POSITIVE_INFINITY,
                OptionalDouble.of(pValue),
                hypothesis.confidence(),
                hypothesis.alternative(),
                isAll ? "permutation_exact" : "permutation_sampled");
    }

    private double shareOfAll(Deal deal, double least) {
        int asExtreme = 0;
        int all = 0;
        for (Iterator<int[]> i = new Combinations(deal.clusters(), deal.treated).iterator(); i.hasNext(); all++) {
            asExtreme += signed(deal.statistic(i.next())) >= least ? 1 : 0;
        }
        return (double) asExtreme / all;
    }

    private double shareOfSample(Deal deal, double least) {
        Random random = new Random(SEED);
        int[] order = MathArrays.natural(deal.clusters());
        int asExtreme = 1;
        for (int draw = 1; draw < MOST_ARRANGEMENTS; draw++) {
            for (int i = 0; i < deal.treated; i++) {
                int other = i + random.nextInt(order.length - i);
                int kept = order[i];
                order[i] = order[other];
                order[other] = kept;
            }
            asExtreme += signed(deal.statistic(Arrays.copyOf(order, deal.treated))) >= least ? 1 : 0;
        }
        return (double) asExtreme / MOST_ARRANGEMENTS;
    }

    /** Larger where it speaks more for the alternative. */
    private double signed(double statistic) {
        return switch (hypothesis.alternative()) {
            case TWO_SIDED -> Math.abs(statistic);
            case GREATER -> statistic;
            case LESS -> -statistic;
        };
    }

    /** The treatment as it would have been without what the hypothesis says it gained. */
    private ArmClusters moved(ArmClusters treatment) {
        double[] sums = new double[treatment.clusters()];
        double[] units = new double[sums.length];
        for (int g = 0; g < sums.length; g++) {
            units[g] = treatment.units(g);
            sums[g] = treatment.sum(g) - hypothesis.value() * units[g];
        }
        return ArmClusters.of(sums, units);
    }

    /** The clusters of both arms, and what labels make of them. */
    private final class Deal {
        private final double[] sums;
        private final double[] units;
        private final int treated;

        Deal(ArmClusters control, ArmClusters treatment) {
            ArmClusters all = treatment.merge(control);
            this.sums = new double[all.clusters()];
            this.units = new double[all.clusters()];
            for (int g = 0; g < sums.length; g++) {
                units[g] = all.units(g);
                // A mean that is far from 0 would cost digits and moves no statistic.
                double centred = all.sum(g) - all.unitAverage() * units[g];
                sums[g] = Math.abs(centred) <= TIE * Math.abs(all.sum(g)) ? 0 : centred;
            }
            this.treated = treatment.clusters();
        }

        int clusters() {
            return sums.length;
        }

        double arrangements() {
            return Math.exp(CombinatoricsUtils.binomialCoefficientLog(clusters(), treated));
        }

        int[] observed() {
            return MathArrays.natural(treated);
        }

        /** What a statistic is measured against to tell a tie from a difference. */
        double unit() {
            return studentised
                    ? 1
                    : Arrays.stream(sums).map(Math::abs).sum()
                            / Arrays.stream(units).sum();
        }

        double statistic(int[] labelled) {
            boolean[] isTreated = new boolean[clusters()];
            Arrays.stream(labelled).forEach(g -> isTreated[g] = true);
            ArmClusters treatment = arm(isTreated, true, treated);
            ArmClusters control = arm(isTreated, false, clusters() - treated);
            double difference = treatment.unitAverage() - control.unitAverage();
            if (!studentised) {
                return difference;
            }
            double error = ClusterTest.standardError(ClusterError.CR2, control, treatment);
            return difference == 0 ? 0 : difference / error;
        }

        private ArmClusters arm(boolean[] isTreated, boolean wanted, int size) {
            double[] armSums = new double[size];
            double[] armUnits = new double[size];
            int at = 0;
            for (int g = 0; g < isTreated.length; g++) {
                if (isTreated[g] == wanted) {
                    armSums[at] = sums[g];
                    armUnits[at++] = units[g];
                }
            }
            return ArmClusters.of(armSums, armUnits);
        }
    }
}
