package dev.vitals.stats.sequential;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Hypothesis;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Bounds for a test with a last day and a number of looks before it, which together call nothing falsely more often
 * than alpha (Lan and DeMets, Biometrika 70, 1983).
 *
 * <p>By a share t of the information, {@link Spending} says how much of alpha may have been spent; the bound of a look
 * is the one that is crossed for the first time there with just what it may spend, found from the density of all paths
 * that got there. In two directions the bounds are symmetric, and each has half of alpha.
 *
 * <p>The information of a look is the inverse of the variance of its difference, near to the number of units; its
 * share is of what the last look will have. How it is spent must be set before the test starts, how often and when one
 * looks need not, as long as it does not depend on what was seen. Where no last day is known use a
 * {@link ConfidenceSequence}, which is wider. The statistic of a look must be near to normal.
 */
public final class GroupSequential {
    /** Below this the sum of a density has no good digits; the look spends nothing, and a later one has it. */
    private static final double LEAST = 1e-14;

    private static final double CLOSEST = 1e-4;
    private static final double HIGHEST = 40;
    private static final double TINY = 1e-300;

    private final Hypothesis hypothesis;
    private final Spending spending;

    private GroupSequential(Hypothesis hypothesis, Spending spending) {
        this.hypothesis = hypothesis;
        this.spending = spending;
    }

    /** In two directions, with an alpha of 0.05 that is spent as O'Brien and Fleming's bounds nearly do. */
    public static GroupSequential withDefaults() {
        return of(Hypothesis.NO_DIFFERENCE);
    }

    /** Of this hypothesis. */
    public static GroupSequential of(Hypothesis hypothesis) {
        return new GroupSequential(hypothesis, Spending.obrienFleming());
    }

    /** With alpha spent in another way. */
    public GroupSequential with(Spending other) {
        return new GroupSequential(hypothesis, other);
    }

    /** With another confidence. */
    public GroupSequential withConfidence(double confidence) {
        return new GroupSequential(hypothesis.withConfidence(confidence), spending);
    }

    /** With another alternative. */
    public GroupSequential with(Alternative alternative) {
        return new GroupSequential(hypothesis.with(alternative), spending);
    }

    /** Looks at equal steps of information, the last at all of it. */
    public PlannedLooks equalLooks(int looks) {
        if (looks < 1) {
            throw new IllegalArgumentException("a plan of " + looks + " looks is none; 1 or more are needed");
        }
        double[] shares = new double[looks];
        for (int look = 0; look < looks; look++) {
            shares[look] = (look + 1.0) / looks;
        }
        return looksAt(shares);
    }

    /**
     * Looks at these shares of the planned information.
     *
     * @param shares ascending, above 0, at least 0.0001 apart, of which the last alone may exceed 1, where more came
     *     than was planned
     */
    public PlannedLooks looksAt(double... shares) {
        check(shares);
        int sides = hypothesis.alternative() == Alternative.TWO_SIDED ? 2 : 1;
        double[] bounds = new double[shares.length];
        BrownianExit paths = BrownianExit.start(0);
        double spent = 0;
        for (int look = 0; look < shares.length; look++) {
            double share = shares[look];
            double target = sides * spending.spent((1 - hypothesis.confidence()) / sides, Math.min(1, share)) - spent;
            bounds[look] = target < LEAST ? Double.POSITIVE_INFINITY : bound(paths, share, target / sides, sides);
            spent += sides * paths.above(share, bounds[look]);
            if (look + 1 < shares.length) {
                double lower = sides == 2 ? -bounds[look] : Double.NEGATIVE_INFINITY;
                paths = paths.inside(share, lower, bounds[look], shares[look + 1]);
            }
        }
        return new PlannedLooks(hypothesis, shares, bounds);
    }

    private static double bound(BrownianExit paths, double share, double target, int sides) {
        double log = Math.log(target);
        return new BrentSolver(1e-14, 1e-12)
                .solve(
                        500,
                        b -> Math.log(Math.max(TINY, paths.above(share, b))) - log,
                        sides == 2 ? 0 : -HIGHEST,
                        HIGHEST);
    }

    private static void check(double... shares) {
        if (shares.length == 0) {
            throw new IllegalArgumentException("a plan without a look is none; name the shares of information");
        }
        double before = 0;
        for (int look = 0; look < shares.length; look++) {
            boolean isLast = look == shares.length - 1;
            double share = shares[look];
            if (!(share >= before + CLOSEST && Double.isFinite(share)) || !isLast && share >= 1) {
                throw new IllegalArgumentException(
                        "look %d at a share of %s of the information, after %s, can't be planned: shares must ascend by"
                                        .formatted(look + 1, share, before)
                                + " 0.0001 or more, and all but the last be below 1");
            }
            before = share;
        }
    }
}
