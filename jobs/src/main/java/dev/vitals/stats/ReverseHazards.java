package dev.vitals.stats;

import dev.vitals.stats.DelayedLabels.CohortDay;
import java.util.List;
import java.util.Random;

/** Of the labels that came within each delay, how many came exactly at it; see {@link DelayedLabels}. */
final class ReverseHazards {
    /** Labels that came at each delay, on days old enough to show it. */
    private final long[] at;
    /** Labels of the same days that came at that delay or before. */
    private final long[] upTo;

    private final double dispersion;
    private final boolean complete;

    private ReverseHazards(long[] at, long[] upTo, double dispersion, boolean complete) {
        this.at = at;
        this.upTo = upTo;
        this.dispersion = dispersion;
        this.complete = complete;
    }

    static ReverseHazards of(List<CohortDay> days, int within) {
        long[] at = new long[within + 1];
        long[] upTo = new long[within + 1];
        boolean complete = false;
        for (CohortDay day : days) {
            long sum = 0;
            for (int delay = 0; delay <= day.age(); delay++) {
                sum += day.labels()[delay];
                at[delay] += day.labels()[delay];
                upTo[delay] += sum;
            }
            complete |= day.age() == within && sum > 0;
        }
        return new ReverseHazards(at, upTo, dispersion(days, at, upTo), complete);
    }

    /** Whether a day with labels is old enough to show every delay, so that the last hazards are known. */
    boolean isComplete() {
        return complete;
    }

    /** How far the labels of some of the days' cases move each hazard. */
    double[] moves(List<CohortDay> some) {
        ReverseHazards own = of(some, at.length - 1);
        double[] moves = new double[at.length];
        for (int delay = 0; delay < at.length; delay++) {
            moves[delay] = upTo[delay] == 0
                    ? 0
                    : (own.at[delay] - own.upTo[delay] * ((double) at[delay] / upTo[delay])) / upTo[delay];
        }
        return moves;
    }

    /** How much more the cells vary than binomial ones: Pearson's statistic over its degrees of freedom, at least 1. */
    double dispersion() {
        return dispersion;
    }

    /** The hazards of delays 0, 1, 2 ...; the first is 1 by its meaning. */
    double[] hazards() {
        double[] hazards = new double[at.length];
        for (int delay = 0; delay < at.length; delay++) {
            hazards[delay] = upTo[delay] == 0 ? 0 : (double) at[delay] / upTo[delay];
        }
        return hazards;
    }

    /** The share of all labels that come within 0, 1, 2 ... days. */
    double[] matured() {
        return matured(hazards());
    }

    /** The same with every hazard drawn from what is known of it: a beta number with the labels as its weights. */
    double[] drawMatured(Random random) {
        double[] hazards = new double[at.length];
        for (int delay = 1; delay < at.length; delay++) {
            hazards[delay] = Resampling.beta(at[delay] / dispersion, (upTo[delay] - at[delay]) / dispersion, random);
        }
        return matured(hazards);
    }

    private static double[] matured(double[] hazards) {
        double[] matured = new double[hazards.length];
        double share = 1;
        for (int age = hazards.length - 1; age >= 0; age--) {
            matured[age] = share;
            share *= 1 - hazards[age];
        }
        return matured;
    }

    private static double dispersion(List<CohortDay> days, long[] at, long[] upTo) {
        double pearson = 0;
        long cells = 0;
        boolean[] used = new boolean[at.length];
        for (CohortDay day : days) {
            double sum = day.labels()[0];
            for (int delay = 1; delay <= day.age(); delay++) {
                double n = day.labels()[delay];
                sum += n;
                if (sum > 0 && at[delay] > 0 && at[delay] < upTo[delay]) {
                    double hazard = (double) at[delay] / upTo[delay];
                    double gap = n - sum * hazard;
                    pearson += gap * gap / (sum * hazard * (1 - hazard));
                    cells++;
                    used[delay] = true;
                }
            }
        }
        for (boolean one : used) {
            cells -= one ? 1 : 0;
        }
        return cells <= 0 ? 1 : Math.max(1, pearson / cells);
    }
}
