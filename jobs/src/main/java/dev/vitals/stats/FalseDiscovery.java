package dev.vitals.stats;

import java.util.Arrays;
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
 * <p>{@link #twoStage} first calls r tests at q / (1 + q), takes the m - r others for those in which nothing is going
 * on, and multiplies the values by (m - r) / m (1 + q) (Benjamini, Krieger and Yekutieli, Biometrika 93, 2006): more is
 * called where much is going on. It holds for independent tests. {@link #twoStageWithoutMargin} leaves out 1 + q in
 * both places (Benjamini and Hochberg, Journal of Educational and Behavioral Statistics 25, 2000), and can call a
 * little more falsely than q.
 *
 * <p>A test that was planned and failed, marked by NaN, stays NaN and still counts in m: to leave it out would make the
 * others look better than they were planned to be.
 */
public final class FalseDiscovery {
    /** In place of the rate for which values are adjusted: they hold for any. */
    private static final double ANY_RATE = 0;

    private final boolean anyDependence;
    private final double rate;
    private final double margin;

    private FalseDiscovery(boolean anyDependence, double rate, double margin) {
        this.anyDependence = anyDependence;
        this.rate = rate;
        this.margin = margin;
    }

    /** For tests that are independent or move together, as slices of one community do. */
    public static FalseDiscovery withDefaults() {
        return new FalseDiscovery(false, ANY_RATE, 1);
    }

    /** For tests that depend on each other in any way, such as a share and its complement. */
    public FalseDiscovery underAnyDependence() {
        return new FalseDiscovery(true, ANY_RATE, 1);
    }

    /**
     * In two stages, for independent tests.
     *
     * @param q the rate of false ones among those called, strictly between 0 and 1; the values hold for it alone
     */
    public FalseDiscovery twoStage(double q) {
        return new FalseDiscovery(false, checkRate(q), 1 + q);
    }

    /**
     * In two stages, for independent tests, without a proof that no more than q are false.
     *
     * @param q the rate of false ones among those called, strictly between 0 and 1; the values hold for it alone
     */
    public FalseDiscovery twoStageWithoutMargin(double q) {
        return new FalseDiscovery(false, checkRate(q), 1);
    }

    /** The adjusted p-values, in the order of the given ones. */
    public double[] adjust(double... pValues) {
        double[] adjusted = stepUp(pValues);
        if (rate == ANY_RATE) {
            return adjusted;
        }
        int m = adjusted.length;
        double called = Arrays.stream(adjusted).filter(p -> p <= rate / margin).count();
        // Where none or all are called, the second stage has nothing to add.
        double factor = called == m ? margin : margin * (m - called) / m;
        return Arrays.stream(adjusted).map(p -> Math.min(1, factor * p)).toArray();
    }

    private double[] stepUp(double... pValues) {
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
        if (checkRate(q) != rate && rate != ANY_RATE) {
            throw new IllegalArgumentException("values adjusted in two stages for a rate of " + rate
                    + " do not tell what to call at " + q + "; adjust them for it");
        }
        double[] adjusted = adjust(pValues);
        return IntStream.range(0, adjusted.length).filter(i -> adjusted[i] <= q).toArray();
    }

    private static double checkRate(double q) {
        if (!(q > 0 && q < 1)) {
            throw new IllegalArgumentException(
                    "a rate of false discoveries of " + q + " is not strictly between 0 and 1; write 0.05 for 5 %");
        }
        return q;
    }
}
