package dev.vitals.simulate;

import java.util.function.DoubleUnaryOperator;

/** Numbers read off a distribution function of time, by bisection and by quadrature on a logarithmic grid. */
final class Curve {
    private static final double FIRST = 1e-3;
    private static final double LAST = 1e9;
    private static final double STEP = 1.002;

    private Curve() {}

    /** Time in seconds at which the curve reaches the probability; NaN when it never does. */
    static double quantile(DoubleUnaryOperator cdf, double probability) {
        if (!(cdf.applyAsDouble(LAST) >= probability)) {
            return Double.NaN;
        }
        double low = 0;
        double high = LAST;
        for (int i = 0; i < 120; i++) {
            double middle =
                    low < FIRST ? (high > 1 ? 1e-3 + Math.sqrt(FIRST * high) : high / 2) : Math.sqrt(low * high);
            if (cdf.applyAsDouble(middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Area under 1 - cdf up to {@code tau}. */
    static double restrictedMean(DoubleUnaryOperator cdf, double tau) {
        double area = Math.min(FIRST, tau);
        double time = FIRST;
        double height = 1 - cdf.applyAsDouble(time);
        while (time < tau) {
            double next = Math.min(tau, time * STEP);
            double nextHeight = 1 - cdf.applyAsDouble(next);
            area += (next - time) * (height + nextHeight) / 2;
            time = next;
            height = nextHeight;
        }
        return area;
    }

    /** Share that has ended by {@code first} cause at {@code tau} when an independent cause may come before. */
    static double[] cumulativeIncidence(DoubleUnaryOperator first, DoubleUnaryOperator other, double[] times) {
        double[] result = new double[times.length];
        double sum = first.applyAsDouble(FIRST);
        double time = FIRST;
        double done = sum;
        double survivors = 1 - other.applyAsDouble(time);
        for (int i = 0; i < times.length; i++) {
            while (time < times[i]) {
                double next = Math.min(times[i], time * STEP);
                double nextDone = first.applyAsDouble(next);
                double nextSurvivors = 1 - other.applyAsDouble(next);
                sum += (nextDone - done) * (survivors + nextSurvivors) / 2;
                time = next;
                done = nextDone;
                survivors = nextSurvivors;
            }
            result[i] = sum;
        }
        return result;
    }
}
