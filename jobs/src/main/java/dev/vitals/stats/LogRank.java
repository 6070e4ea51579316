package dev.vitals.stats;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Tests whether cases of two groups or more end equally fast when some have not ended yet.
 *
 * <p>At each time the d ends among n open cases are expected in the groups as their open cases are; observed less
 * expected ends, weighted and summed over time, are referred to their hypergeometric covariance (Mantel, Cancer
 * Chemotherapy Reports 50, 1966; Klein and Moeschberger, Survival Analysis, 2003, section 7.3). Strata, such as
 * severities, are compared within and then summed, so that a group with the harder cases is not called slow. Times are
 * compared bin by bin: exact to the second below one hour, to 1 % above.
 */
public final class LogRank {
    private final Weights weights;
    private final Causes causes;

    private LogRank(Weights weights, Causes causes) {
        this.weights = weights;
        this.causes = causes;
    }

    /** The log-rank test itself: all times weigh the same, all causes are ends. */
    public static LogRank withDefaults() {
        return new LogRank(Weights.EQUAL, Causes.ALL);
    }

    /** The same with times weighted otherwise; to be chosen before the data are seen. */
    public LogRank withWeights(Weights weights) {
        return new LogRank(weights, causes);
    }

    /** The same with only these causes as ends, all others as censoring. */
    public LogRank ofCauses(int... causes) {
        return new LogRank(weights, Causes.of(causes));
    }

    /** The test of two groups or more. */
    public Result test(List<TimeHistogram> groups) {
        return testWithin(List.of(groups));
    }

    /**
     * The test of the same groups within strata.
     *
     * @param strata for each stratum its groups, the same number in the same order, empty where a stratum has no case
     */
    public Result testWithin(List<List<TimeHistogram>> strata) {
        int groups = strata.isEmpty() ? 0 : strata.get(0).size();
        if (groups < 2 || strata.stream().anyMatch(stratum -> stratum.size() != groups)) {
            throw new IllegalArgumentException(strata.size() + " strata of "
                    + strata.stream().map(List::size).toList()
                    + " groups cannot be compared; every stratum needs the same two groups or more");
        }
        Sums sums = new Sums(groups);
        strata.forEach(stratum -> addStratum(stratum, sums));
        return sums.result(weights);
    }

    /**
     * What each cluster of two arms adds to the test.
     *
     * @param control the cases of each cluster of the one arm
     * @param treatment the cases of each cluster of the other arm
     */
    public LogRankScores scores(List<TimeHistogram> control, List<TimeHistogram> treatment) {
        return LogRankScores.of(control, treatment, causes, weights);
    }

    private void addStratum(List<TimeHistogram> groups, Sums sums) {
        RiskTable all = RiskTable.of(groups.stream().reduce(TimeHistogram.EMPTY, TimeHistogram::merge), causes, causes);
        List<RiskTable> tables = groups.stream()
                .map(group -> RiskTable.of(group, causes, causes))
                .toList();
        double[] weight = weights.of(all);
        int[] rows = new int[groups.size()];
        for (int i = 0; i < all.rows(); i++) {
            double n = all.open[i];
            double d = all.ended[i];
            double[] open = new double[rows.length];
            double[] ended = new double[rows.length];
            for (int g = 0; g < rows.length; g++) {
                RiskTable table = tables.get(g);
                if (rows[g] < table.rows()) {
                    open[g] = table.open[rows[g]];
                    if (table.bins[rows[g]] == all.bins[i]) {
                        ended[g] = table.ended[rows[g]++];
                    }
                }
            }
            if (d > 0) {
                sums.add(weight[i], open, ended, n, d);
            }
        }
    }

    /** How much the ends of a time count. */
    public static final class Weights {
        /** All the same: best when one group is faster by the same factor all along. */
        public static final Weights EQUAL = new Weights("log_rank", (n, before, peto) -> 1);
        /** By the open cases: early times count most (Gehan, Biometrika 52, 1965; Breslow, Biometrika 57, 1970). */
        public static final Weights GEHAN = new Weights("gehan_breslow", (n, before, peto) -> n);
        /** By the root of the open cases (Tarone and Ware, Biometrika 64, 1977). */
        public static final Weights TARONE_WARE = new Weights("tarone_ware", (n, before, peto) -> Math.sqrt(n));
        /** By the share still open, whatever the censoring (Peto and Peto, JRSS A 135, 1972). */
        public static final Weights PETO = new Weights("peto_peto", (n, before, peto) -> peto);

        private final String method;
        private final Rule rule;

        private Weights(String method, Rule rule) {
            this.method = method;
            this.rule = rule;
        }

        /** By a power of the share open just before (Fleming and Harrington, Statistics in Medicine 1, 1982). */
        public static Weights flemingHarrington(double power) {
            if (!(power >= 0) || Double.isInfinite(power)) {
                throw new IllegalArgumentException("a power of " + power + " is not a finite number of 0 or more");
            }
            return new Weights("fleming_harrington", (n, before, peto) -> Math.pow(before, power));
        }

        /** The weight of each row of a table. */
        double[] of(RiskTable table) {
            double[] weight = new double[table.rows()];
            double before = 1;
            double peto = 1;
            for (int i = 0; i < weight.length; i++) {
                double n = table.open[i];
                double d = table.ended[i];
                peto *= 1 - d / (n + 1);
                weight[i] = rule.at(n, before, peto);
                before *= (n - d) / n;
            }
            return weight;
        }

        /** The name of the test with these weights. */
        public String method() {
            return method;
        }

        private interface Rule {
            double at(double n, double before, double peto);
        }
    }

    /**
     * What a test found.
     *
     * @param observed the ends of each group
     * @param expected the ends of each group if all ended equally fast
     * @param chiSquared the test statistic; 0 when no time has ends to compare
     * @param degreesOfFreedom of the statistic: the groups that can be compared, less one
     * @param pValue the probability of a statistic as large when all end equally fast
     * @param method the name of the weights
     */
    public record Result(
            List<Double> observed,
            List<Double> expected,
            double chiSquared,
            int degreesOfFreedom,
            double pValue,
            String method) {}

    /** The sums over time and strata. */
    private static final class Sums {
        private final double[] observed;
        private final double[] expected;
        private final double[] difference;
        private final double[][] covariance;

        Sums(int groups) {
            observed = new double[groups];
            expected = new double[groups];
            difference = new double[groups];
            covariance = new double[groups][groups];
        }

        void add(double weight, double[] open, double[] ended, double n, double d) {
            double spread = n > 1 ? weight * weight * d * (n - d) / (n - 1) : 0;
            for (int g = 0; g < open.length; g++) {
                double share = open[g] / n;
                observed[g] += ended[g];
                expected[g] += d * share;
                difference[g] += weight * (ended[g] - d * share);
                for (int h = 0; h < open.length; h++) {
                    covariance[g][h] += spread * share * ((g == h ? 1 : 0) - open[h] / n);
                }
            }
        }

        /** One group follows from the others; a group that is never at risk with another one adds no information. */
        Result result(Weights weights) {
            int last = difference.length - 1;
            double[][] free = new double[last][];
            for (int g = 0; g < last; g++) {
                free[g] = Arrays.copyOf(covariance[g], last);
            }
            RealVector gaps = new ArrayRealVector(Arrays.copyOf(difference, last));
            SingularValueDecomposition values = new SingularValueDecomposition(new Array2DRowRealMatrix(free, false));
            int rank = values.getSingularValues()[0] > 0 ? values.getRank() : 0;
            double statistic =
                    rank == 0 ? 0 : gaps.dotProduct(values.getSolver().solve(gaps));
            double p = rank == 0 ? 1 : ChiSquaredDistribution.of(rank).survivalProbability(statistic);
            return new Result(
                    Arrays.stream(observed).boxed().toList(),
                    Arrays.stream(expected).boxed().toList(),
                    statistic,
                    rank,
                    p,
                    weights.method);
        }
    }
}
