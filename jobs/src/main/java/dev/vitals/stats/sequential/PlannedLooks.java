package dev.vitals.stats.sequential;

import dev.vitals.stats.Tails;
import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The looks of a {@link GroupSequential} test with their bounds, and what they cost and find.
 *
 * <p>The drift is what the difference over its standard error is on average once all of the planned information is
 * there: delta sqrt(I). That a test with these looks needs more units than one that looks once, is its
 * {@link #inflation}; that it often stops early, its {@link #expectedShare} (Jennison and Turnbull, Group Sequential
 * Methods, 2000, chapters 2 and 19).
 */
public final class PlannedLooks {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double HIGHEST = 40;
    private static final double NEARLY = 0.999;
    private static final double STEP = 1.05;

    private final Hypothesis hypothesis;
    private final double[] shares;
    private final double[] bounds;

    PlannedLooks(Hypothesis hypothesis, double[] shares, double[] bounds) {
        this.hypothesis = hypothesis;
        this.shares = shares.clone();
        this.bounds = bounds.clone();
    }

    /** How many looks there are. */
    public int looks() {
        return shares.length;
    }

    /** Share of the planned information at each look. */
    public double[] shares() {
        return shares.clone();
    }

    /**
     * What the difference over its standard error must reach at each look, in the direction that is looked in; infinite
     * where a look has nothing to spend.
     */
    public double[] bounds() {
        return bounds.clone();
    }

    /** The alpha of a fixed test with the bound of each look. */
    public double[] nominalAlphas() {
        int sides = isTwoSided() ? 2 : 1;
        double[] alphas = new double[bounds.length];
        for (int look = 0; look < alphas.length; look++) {
            alphas[look] = sides * BrownianExit.start(0).above(1, bounds[look]);
        }
        return alphas;
    }

    /**
     * The probability to have crossed a bound by each look.
     *
     * @param drift finite; 0 for no difference
     */
    public double[] crossedBy(double drift) {
        if (!Double.isFinite(drift)) {
            throw new IllegalArgumentException("a drift of " + drift + " is not finite");
        }
        double along = hypothesis.alternative() == Alternative.LESS ? -drift : drift;
        BrownianExit paths = BrownianExit.start(along);
        double[] crossed = new double[shares.length];
        for (int look = 0; look < shares.length; look++) {
            double lower = isTwoSided() ? -bounds[look] : Double.NEGATIVE_INFINITY;
            crossed[look] = (look == 0 ? 0 : crossed[look - 1])
                    + paths.above(shares[look], bounds[look])
                    + paths.below(shares[look], lower);
            if (look + 1 < shares.length) {
                paths = paths.inside(shares[look], lower, bounds[look], shares[look + 1]);
            }
        }
        return crossed;
    }

    /** The probability to cross a bound at all under this drift. */
    public double power(double drift) {
        return crossedBy(drift)[shares.length - 1];
    }

    /**
     * The drift that is found with this probability, in the direction that is looked in.
     *
     * @param power above alpha and below 1
     */
    public double driftFor(double power) {
        double alpha = 1 - hypothesis.confidence();
        if (!(power > alpha && power < 1)) {
            throw new IllegalArgumentException("a power of %s is not between alpha, %s, and 1".formatted(power, alpha));
        }
        int sign = hypothesis.alternative() == Alternative.LESS ? -1 : 1;
        UnivariateFunction excess = drift -> power(sign * drift) - power;
        // A test that looks once at as much information finds more, so that the drift is above the one it needs.
        double low = NEARLY * fixedDrift(power) / Math.sqrt(shares[shares.length - 1]);
        double high = STEP * low;
        while (excess.value(high) < 0) {
            low = high;
            high *= STEP;
        }
        return sign * new BrentSolver(1e-12, 1e-10).solve(200, excess, low, high);
    }

    /** The drift, without its sign, that a test which looks once finds with this probability. */
    private double fixedDrift(double power) {
        double alpha = 1 - hypothesis.confidence();
        double bound = Tails.normal(isTwoSided() ? alpha / 2 : alpha);
        return new BrentSolver(1e-13, 1e-12)
                .solve(
                        200,
                        drift -> NORMAL.survivalProbability(bound - drift)
                                + (isTwoSided() ? NORMAL.survivalProbability(bound + drift) : 0)
                                - power,
                        0,
                        HIGHEST);
    }

    /**
     * How many times the units of a test that looks once are needed at the last look for the same power.
     *
     * @param power above alpha and below 1
     */
    public double inflation(double power) {
        double ratio = driftFor(power) / fixedDrift(power);
        return ratio * ratio * shares[shares.length - 1];
    }

    /** The share of the planned information that the test has used on average when it stops. */
    public double expectedShare(double drift) {
        double[] crossed = crossedBy(drift);
        double expected = shares[0];
        for (int look = 1; look < shares.length; look++) {
            expected += (1 - crossed[look - 1]) * (shares[look] - shares[look - 1]);
        }
        return expected;
    }

    /**
     * Judges the difference at a look, by the interval that holds at all looks together: the bound times the standard
     * error to each side (Jennison and Turnbull, JRSS B 51, 1989). The hypothesis is rejected once its value is
     * outside. There is no p-value, as a plan has but one alpha, and no limits at a look that spends nothing.
     *
     * @param look from 1
     * @param difference as it was found
     * @param error its standard error, 0 or more
     * @param method name of the method in lower case with underscores
     */
    public Effect judge(int look, double difference, double error, String method) {
        if (look < 1 || look > shares.length) {
            throw new IllegalArgumentException("look %d is not one of the %d planned".formatted(look, shares.length));
        }
        Looks.check(difference, error);
        return Looks.effect(hypothesis, difference, error, bounds[look - 1] * error, Double.NaN, method);
    }

    private boolean isTwoSided() {
        return hypothesis.alternative() == Alternative.TWO_SIDED;
    }
}
