package dev.vitals.stats.effect;

import java.util.Arrays;

/**
 * How many units there are, the means of several values of each, and how these vary together.
 *
 * <p>The state is n, the means m and the centred co-moments C = sum of (v - m)(v - m)^T. Two states merge as C1 + C2 + d d^T
 * n1 n2 / n with d = m2 - m1 (Chan, Golub and LeVeque, The American Statistician 37, 1983; Pébay, Sandia report
 * SAND2008-6212). Sums of squares would cancel where means are large beside the spread. The order of merging moves the last
 * bits: fold in one order where bytes must repeat. Nothing can be taken out again: make a day that changed anew.
 */
public final class CoMoments {
    private final long n;
    private final double[] means;
    /** Rows of the lower triangle, one after the other. */
    private final double[] coMoments;

    private CoMoments(long n, double[] means, double... coMoments) {
        this.n = n;
        this.means = means;
        this.coMoments = coMoments;
    }

    /**
     * A state as it was stored.
     *
     * @param n units, 0 or more
     * @param means of each value
     * @param coMoments rows of the lower triangle one after the other: 1, 2, ... numbers
     */
    public static CoMoments of(long n, double[] means, double... coMoments) {
        if (n < 0 || coMoments.length != triangle(means.length)) {
            throw new IllegalArgumentException(
                    "%d units with %d means and %d co-moments are no state: of k values there are k means and k (k + 1) / 2 co-moments"
                            .formatted(n, means.length, coMoments.length));
        }
        return new CoMoments(n, means.clone(), coMoments.clone());
    }

    /**
     * From the sums that others publish. They cancel where means are large beside the spread: measure around the mean where
     * you can.
     *
     * @param sums of each value
     * @param products sums of products, rows of the lower triangle one after the other
     */
    public static CoMoments ofSums(long n, double[] sums, double... products) {
        double[] means = Arrays.stream(sums).map(sum -> sum / n).toArray();
        double[] centred = new double[products.length];
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j <= i; j++) {
                centred[at(i, j)] = products[at(i, j)] - sums[i] * sums[j] / n;
            }
        }
        return of(n, means, centred);
    }

    /** No unit yet, of so many values. */
    public static CoMoments none(int values) {
        return new CoMoments(0, new double[values], new double[triangle(values)]);
    }

    /** The state of both; of as many values. */
    public CoMoments merge(CoMoments other) {
        requireSameValues(other.means.length);
        if (n == 0 || other.n == 0) {
            return n == 0 ? other : this;
        }
        long both = Math.addExact(n, other.n);
        double[] merged = new double[means.length];
        double[] centred = new double[coMoments.length];
        double[] apart = new double[means.length];
        for (int i = 0; i < means.length; i++) {
            apart[i] = other.means[i] - means[i];
            merged[i] = means[i] + apart[i] * other.n / both;
        }
        double weight = (double) n / both * other.n;
        for (int i = 0; i < means.length; i++) {
            for (int j = 0; j <= i; j++) {
                int at = at(i, j);
                centred[at] = coMoments[at] + other.coMoments[at] + apart[i] * apart[j] * weight;
            }
        }
        return new CoMoments(both, merged, centred);
    }

    /** Number of units. */
    public long n() {
        return n;
    }

    /** Number of values of each unit. */
    public int values() {
        return means.length;
    }

    /** Mean of a value; 0 of no unit. */
    public double mean(int value) {
        return means[value];
    }

    /** Sum of the products of the distances of two values from their means. */
    public double coMoment(int value, int other) {
        return coMoments[at(Math.max(value, other), Math.min(value, other))];
    }

    /** The same over n - 1, for two units or more. */
    public double covariance(int value, int other) {
        if (n < 2) {
            throw new IllegalArgumentException(n + " units say nothing of how they vary; two are needed");
        }
        return coMoment(value, other) / (n - 1);
    }

    /** The state of one of the values alone. */
    public CoMoments only(int value) {
        return of(n, new double[] {mean(value)}, coMoment(value, value));
    }

    /** What a test needs to know of one of the values; of two units or more. */
    public SampleMean sample(int value) {
        return new SampleMean(n, means[value], Math.max(0, covariance(value, value)));
    }

    /**
     * The ratio of two values' means as a mean: by the delta method it varies like that of (numerator - R denominator) / mean
     * denominator (Deng, Knoblich and Lu, KDD 2018). With clusters as units its variance is that of the cluster sandwich.
     *
     * @param denominator of a mean other than 0
     */
    public SampleMean ratio(int numerator, int denominator) {
        return LinearArm.ofRatios(this, numerator, denominator).sample();
    }

    /** Means of all values. */
    public double[] means() {
        return means.clone();
    }

    /** Rows of the lower triangle of co-moments, one after the other. */
    public double[] coMoments() {
        return coMoments.clone();
    }

    private void requireSameValues(int others) {
        if (others != means.length) {
            throw new IllegalArgumentException("a state of %d values takes none of %d".formatted(means.length, others));
        }
    }

    private static int triangle(int values) {
        return values * (values + 1) / 2;
    }

    private static int at(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CoMoments that
                && n == that.n
                && Arrays.equals(means, that.means)
                && Arrays.equals(coMoments, that.coMoments);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(n) + Arrays.hashCode(means);
    }

    @Override
    public String toString() {
        return n + " units, means " + Arrays.toString(means) + ", co-moments " + Arrays.toString(coMoments);
    }

    /**
     * Takes in one unit after the other (Welford, Technometrics 4, 1962), measured from the first one, so that a large mean
     * costs no digits; what an addition rounds off is kept for the next (Kahan, CACM 8, 1965), so that a million units cost
     * none either. Of one thread.
     */
    public static final class Accumulator {
        private long n;
        private final double[] means;
        private final double[] coMoments;
        private final double[] origin;
        private final double[] before;
        private final double[] lost;

        /** No unit yet, of so many values. */
        public Accumulator(int values) {
            means = new double[values];
            coMoments = new double[triangle(values)];
            origin = new double[values];
            before = new double[values];
            lost = new double[triangle(values)];
        }

        /** Takes in a unit; every value must be finite. */
        public void add(double... unit) {
            if (unit.length != means.length) {
                throw new IllegalArgumentException(
                        "a unit of %d values is no unit of %d".formatted(unit.length, means.length));
            }
            if (n++ == 0) {
                System.arraycopy(unit, 0, origin, 0, unit.length);
            }
            for (int i = 0; i < means.length; i++) {
                before[i] = unit[i] - origin[i] - means[i];
                means[i] += before[i] / n;
            }
            for (int i = 0; i < means.length; i++) {
                for (int j = 0; j <= i; j++) {
                    add(at(i, j), before[i] * (unit[j] - origin[j] - means[j]));
                }
            }
        }

        private void add(int at, double product) {
            double term = product - lost[at];
            double sum = coMoments[at] + term;
            lost[at] = sum - coMoments[at] - term;
            coMoments[at] = sum;
        }

        /** The state so far. */
        public CoMoments state() {
            double[] whole = new double[means.length];
            for (int i = 0; i < whole.length; i++) {
                whole[i] = origin[i] + means[i];
            }
            return new CoMoments(n, whole, coMoments.clone());
        }
    }
}
