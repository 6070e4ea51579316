package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * The share of positives in a population, from a sample whose members were drawn with known, unequal probabilities.
 *
 * <p>With weights w = 1 / probability the share is p = sum(w y) / sum(w) (Hajek, 1971); its linearised variance is
 * n / (n-1) sum(w^2 (y - p)^2) / sum(w)^2 (Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, section
 * 5.7). The interval is symmetric in the log-odds, log(p / (1-p)) ± t sd / (p (1-p)) with n - 1 degrees of freedom, and
 * so stays between 0 and 1. With no positives, or nothing else, the limit is Clopper and Pearson's for the effective
 * sample size sum(w)^2 / sum(w^2) (Kish; Korn and Graubard, Survey Methodology 24, 1998). Members are taken as drawn
 * independently, unless it is said how the share spreads over strata and clusters. The interval then is that of the
 * strata's own limits ({@link StrataReach}), longer by as much as clusters and unequal weights make the error larger than
 * that of as many independent rows.
 */
public final class WeightedShare {
    private static final String STRATA = "hajek_strata_wilson";

    private final Options options;

    private WeightedShare(double confidence) {
        this.options = new Options("hajek_logit", confidence);
    }

    /** Intervals of 95 %. */
    public static WeightedShare withDefaults() {
        return new WeightedShare(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public WeightedShare withConfidence(double confidence) {
        return new WeightedShare(Tails.checkConfidence(confidence));
    }

    /** The weighted share; no members, or no weight, give "no data". */
    public Estimate estimate(State state) {
        return estimate(state, ClusterSpread.UNKNOWN);
    }

    /**
     * The weighted share of a stratified sample whose members come in clusters.
     *
     * @param spread of the share, see {@link ClusterSpread#ofStrata}
     */
    public Estimate estimate(State state, ClusterSpread spread) {
        if (state.weights.signum() == 0) {
            return Estimate.noData(options);
        }
        double weights = state.weights.doubleValue();
        if (state.positives == 0 || state.positives == state.n) {
            double effective = state.effectiveSize();
            boolean none = state.positives == 0;
            Limits limits = ClopperPearson.limits(none ? 0 : effective, effective, options.confidence());
            Limits reached = reached(none ? 0 : 1, limits, spread);
            return none ? Estimate.atMost(0, reached, options) : Estimate.atLeast(1, reached, options);
        }
        double p = state.weightsOfPositives
                .divide(state.weights, MathContext.DECIMAL64)
                .doubleValue();
        double squares = state.squaredWeights.doubleValue();
        double own = state.squaredWeightsOfPositives.doubleValue();
        double residuals = own * (1 - p) * (1 - p) + (squares - own) * p * p;
        double independent = Math.sqrt(residuals * state.n / (state.n - 1.0)) / weights;
        if (spread.isKnown() && !spread.strata().equals(StrataReach.NONE)) {
            return ofStrata(p, spread);
        }
        double ofRows = Tails.student(state.n - 1.0, Tails.each(options.confidence())) * independent;
        double half = spread.half(ofRows, options.confidence()) / (p * (1 - p));
        double odds = p / (1 - p);
        Limits limits = Limits.of(fromOdds(odds * Math.exp(-half)), fromOdds(odds * Math.exp(half)));
        double error = spread.error(independent);
        return Estimate.value(p, OptionalDouble.of(error), reached(p, limits, spread), spread.named(options));
    }

    /**
     * As far as the strata reach, so many times further as clusters and weights make the error larger, and further by what
     * tells strata apart where they are cut.
     */
    private Estimate ofStrata(double p, ClusterSpread spread) {
        StrataReach strata = spread.strata();
        double longer = spread.inflation(strata.error(), options.confidence());
        double between = spread.point(options.confidence()) * spread.between();
        double below = Math.hypot(longer * strata.below(), between);
        double above = Math.hypot(longer * strata.above(), between);
        double error = Math.hypot(spread.error(strata.error()), spread.between());
        Limits limits = Limits.of(Math.max(0, p - below), Math.min(1, p + above));
        return Estimate.value(
                p, OptionalDouble.of(error), limits, spread.named(new Options(STRATA, options.confidence())));
    }

    /** The limits, and further out where the strata reach further. */
    private static Limits reached(double p, Limits limits, ClusterSpread spread) {
        return Limits.of(
                Math.max(
                        0,
                        Math.min(limits.lower().orElse(0), p - spread.strata().below())),
                Math.min(
                        1,
                        Math.max(limits.upper().orElse(1), p + spread.strata().above())));
    }

    private static double fromOdds(double odds) {
        return Double.isInfinite(odds) ? 1 : odds / (1 + odds);
    }

    /**
     * What a weighted share needs to know of its members; states of different members add up exactly.
     *
     * @param n the number of members
     * @param positives how many of them are positive
     * @param weights the sum of their weights
     * @param weightsOfPositives the sum of the weights of the positive ones
     * @param squaredWeights the sum of the squares of the weights
     * @param squaredWeightsOfPositives the sum of the squares of the weights of the positive ones
     */
    public record State(
            long n,
            long positives,
            BigDecimal weights,
            BigDecimal weightsOfPositives,
            BigDecimal squaredWeights,
            BigDecimal squaredWeightsOfPositives) {
        /** The state of no member. */
        public static final State EMPTY =
                new State(0, 0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

        public State {
            Counts.checkShare(positives, n);
            checkPart("weights", weightsOfPositives, weights, positives, n);
            checkPart("squared weights", squaredWeightsOfPositives, squaredWeights, positives, n);
        }

        /** The state of one positive member of this weight, which is more than 0. */
        public static State ofPositive(BigDecimal weight) {
            BigDecimal square = weight.multiply(weight);
            return new State(1, 1, weight, weight, square, square);
        }

        /** The state of one member of this weight, more than 0, that is not positive. */
        public static State ofNegative(BigDecimal weight) {
            return new State(1, 0, weight, BigDecimal.ZERO, weight.multiply(weight), BigDecimal.ZERO);
        }

        /** The state of the members of both. */
        public State merge(State other) {
            return new State(
                    Math.addExact(n, other.n),
                    Math.addExact(positives, other.positives),
                    weights.add(other.weights),
                    weightsOfPositives.add(other.weightsOfPositives),
                    squaredWeights.add(other.squaredWeights),
                    squaredWeightsOfPositives.add(other.squaredWeightsOfPositives));
        }

        /** The size of an equally weighted sample that would be as precise: sum(w)^2 / sum(w^2); 0 without members. */
        public double effectiveSize() {
            return n == 0
                    ? 0
                    : weights.multiply(weights)
                            .divide(squaredWeights, MathContext.DECIMAL64)
                            .doubleValue();
        }

        private static void checkPart(String what, BigDecimal part, BigDecimal whole, long positives, long n) {
            boolean signs = whole.signum() == Long.signum(n) && part.signum() == Long.signum(positives);
            int order = part.compareTo(whole);
            if (!signs || order > 0 || (order == 0) != (positives == n)) {
                throw new IllegalArgumentException(positives + " positives of " + n + " members cannot have "
                        + what + " of " + part + " in " + whole
                        + "; weights are 1 / inclusion probability, more than 0, summed over the same rows");
            }
        }
    }
}
