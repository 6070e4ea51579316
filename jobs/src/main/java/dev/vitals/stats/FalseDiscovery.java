package dev.vitals.stats;

import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Adjusts the p-values of many tests so that few of those called are false.
 *
 * <p>Of the tests whose adjusted value is at most q, a share of at most q is expected to be false; when nothing is
 * going on anywhere, anything at all is called with probability q at most. The i-th smallest of m p-values becomes the
 * smallest m p_(j) / j over j from i (Benjamini and Hochberg, JRSS B 57, 1995), valid for tests that are independent
 * or move together; {@link #underAnyDependence} multiplies by 1 + 1/2 + ... + 1/m (Benjamini and Yekutieli, Annals of
 * Statistics 29, 2001), valid always.
 *
 * <p>A test that was planned and failed, marked by NaN, stays NaN and still counts in m: to leave it out would make the
 * others look better than they were planned to be.
 */
public final class FalseDiscovery {
    private final boolean anyDependence;

    private FalseDiscovery(boolean anyDependence) {
        this.anyDependence = anyDependence;
    }

    /** For tests that are independent or move together, as slices of one community do. */
    public static FalseDiscovery withDefaults() {
        return new FalseDiscovery(false);
    }

    /** For tests that depend on each other in any way, such as a share and its complement. */
    public FalseDiscovery underAnyDependence() {
        return new FalseDiscovery(true);
    }

    /** The adjusted p-values, in the order of the given ones. */
    public double[] adjust(double... pValues) {
        int m = pValues.length;
        Tails.checkPValues(pValues);
        IntToDoubleFunction known = i -> Double.isNaN(pValues[i]) ? 1 : pValues[i];
        int[] descending = IntStream.range(0, m)
                .boxed()
                .sorted(Comparator.comparingDouble(known::applyAsDouble).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double factor = anyDependence
                ? IntStream.rangeClosed(1, m).mapToDouble(i -> 1.0 / i).sum()
                : 1;
        double[] adjusted = new double[m];
        double smallest = 1;
        for (int k = 0; k < m; k++) {
            int i = descending[k];
            smallest = Math.min(smallest, factor * m / (m - k) * known.applyAsDouble(i));
            adjusted[i] = Double.isNaN(pValues[i]) ? Double.NaN : smallest;
        }
        return adjusted;
    }

    /** The places of the tests to call at a rate q of false ones among them, ascending. */
    public int[] discoveries(double q, double... pValues) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException(
                    "a rate of false discoveries of " + q + " is not strictly between 0 and 1; write 0.05 for 5 %");
        }
        double[] adjusted = adjust(pValues);
        return IntStream.range(0, adjusted.length).filter(i -> adjusted[i] <= q).toArray();
    }
}
