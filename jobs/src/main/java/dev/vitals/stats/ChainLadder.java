package dev.vitals.stats;

import java.util.Arrays;

/**
 * What becomes of amounts that are still growing, judged by how older amounts grew at the same age.
 *
 * <p>A row is a cohort, its cells the cumulative amount at ages 0, 1, 2 ...; younger cohorts have fewer cells. The
 * factor of an age is the sum at the next age over the sum at this one, over the cohorts seen at both, and a cohort's
 * final amount is its latest one times the factors still ahead. The standard errors are distribution-free (Mack, ASTIN
 * Bulletin 23, 1993) and ask only that a cohort's growth does not depend on how it grew before, and varies with its
 * size; amounts may shrink from one age to the next. Counts that only grow are better served by {@link DelayedLabels},
 * whose intervals also hold when there are few.
 */
public final class ChainLadder {
    private final double[][] rows;
    private final double[] factors;
    private final double[] exposures;
    private final double[] variances;

    private ChainLadder(double[][] rows, Tail tail) {
        this.rows = rows;
        int ages = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
        if (ages < 2 || Arrays.stream(rows).anyMatch(row -> row.length == 0)) {
            throw new IllegalArgumentException("a triangle of " + rows.length + " cohorts and " + ages
                    + " ages shows no growth; every cohort needs a cell, and the oldest at least two");
        }
        this.factors = new double[ages - 1];
        this.exposures = new double[ages - 1];
        this.variances = new double[ages - 1];
        for (int age = 0; age < factors.length; age++) {
            fit(age, tail);
        }
    }

    /**
     * The growth of a triangle; the spread of an age at which a single cohort grew follows {@link Tail#LOG_LINEAR}.
     *
     * @param cumulative each cohort's amounts at ages 0, 1, 2 ... as far as they are known
     */
    public static ChainLadder of(double[][] cumulative) {
        return of(cumulative, Tail.LOG_LINEAR);
    }

    /** The growth of a triangle, with a rule for the spread of an age at which a single cohort grew. */
    public static ChainLadder of(double[][] cumulative, Tail tail) {
        return new ChainLadder(Arrays.stream(cumulative).map(double[]::clone).toArray(double[][]::new), tail);
    }

    /** By how much a cohort grows from each age to the next. */
    public double[] factors() {
        return factors.clone();
    }

    /** The final amount of each cohort. */
    public double[] ultimates() {
        return Arrays.stream(rows)
                .mapToDouble(row -> projected(row, factors.length))
                .toArray();
    }

    /** All that the cohorts together have still ahead of them. */
    public double outstanding() {
        return Arrays.stream(ultimates()).sum()
                - Arrays.stream(rows).mapToDouble(row -> row[row.length - 1]).sum();
    }

    /**
     * The standard error of the prediction of each cohort's final amount; 0 for one that stands at 0, and not a number where a
     * single cohort grew from the first age on, which shows no spread at all.
     */
    public double[] standardErrors() {
        return Arrays.stream(rows).mapToDouble(this::standardError).toArray();
    }

    private double standardError(double[] row) {
        if (row[row.length - 1] == 0) {
            return 0;
        }
        double sum = 0;
        for (int age = row.length - 1; age < factors.length; age++) {
            double relative = variances[age] / (factors[age] * factors[age]);
            sum += relative * (1 / projected(row, age) + 1 / exposures[age]);
        }
        return projected(row, factors.length) * Math.sqrt(sum);
    }

    /** The standard error of the prediction of all final amounts together, which share their factors. */
    public double totalStandardError() {
        double[] errors = standardErrors();
        double[] ultimates = ultimates();
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += errors[i] * errors[i];
            for (int j = 0; j < rows.length; j++) {
                int from = Math.max(rows[i].length, rows[j].length) - 1;
                sum += i == j ? 0 : ultimates[i] * ultimates[j] * relativeVarianceOfFactors(from);
            }
        }
        return Math.sqrt(sum);
    }

    private double relativeVarianceOfFactors(int from) {
        double sum = 0;
        for (int age = from; age < factors.length; age++) {
            sum += variances[age] / (factors[age] * factors[age] * exposures[age]);
        }
        return sum;
    }

    /** A cohort's amount at an age, grown from its latest one. */
    private double projected(double[] row, int age) {
        double amount = row[row.length - 1];
        for (int at = row.length - 1; at < age; at++) {
            amount *= factors[at];
        }
        return amount;
    }

    private void fit(int age, Tail tail) {
        double before = 0;
        double after = 0;
        int cohorts = 0;
        for (double[] row : rows) {
            if (row.length > age + 1) {
                before += row[age];
                after += row[age + 1];
                cohorts++;
            }
        }
        if (!(before > 0)) {
            throw new IllegalArgumentException("the cohorts seen at ages " + age + " and " + (age + 1) + " add up to "
                    + before + " at the first; there is no growth from nothing, so widen the ages or wait for data");
        }
        exposures[age] = before;
        factors[age] = after / before;
        double squares = 0;
        for (double[] row : rows) {
            if (row.length > age + 1 && row[age] > 0) {
                double gap = row[age + 1] / row[age] - factors[age];
                squares += row[age] * gap * gap;
            }
        }
        variances[age] = cohorts > 1 ? squares / (cohorts - 1) : tail.variance(variances, age);
    }

    /** What to take for the variance of an age at which a single cohort grew, which shows no spread. */
    public enum Tail {
        /** The line through the logarithms of the ages before goes on. */
        LOG_LINEAR {
            @Override
            double variance(double[] known, int age) {
                double n = 0;
                double x = 0;
                double y = 0;
                double xx = 0;
                double xy = 0;
                for (int i = 0; i < age; i++) {
                    if (known[i] > 0) {
                        double log = Math.log(known[i]);
                        n++;
                        x += i;
                        y += log;
                        xx += (double) i * i;
                        xy += i * log;
                    }
                }
                if (n < 2) {
                    return age == 0 ? Double.NaN : known[age - 1];
                }
                double slope = (n * xy - x * y) / (n * xx - x * x);
                return Math.exp(y / n + slope * (age - x / n));
            }
        },
        /** Mack's own: the smallest of the last two, or what their ratio leads to. */
        MACK {
            @Override
            double variance(double[] known, int age) {
                if (age < 2) {
                    return age == 0 ? Double.NaN : known[0];
                }
                double last = known[age - 1];
                double before = known[age - 2];
                return Math.min(before > 0 ? last * last / before : 0, Math.min(last, before));
            }
        };

        abstract double variance(double[] known, int age);
    }
}
