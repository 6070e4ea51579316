package dev.vitals.stats.sequential;

import java.util.Arrays;

/**
 * Whether units fall into the arms as they were meant to, asked every night (Lindon and Malek, NeurIPS 2022).
 *
 * <p>The counts are held against the intended shares w by a Bayes factor: under the other hypothesis the shares come
 * from Dirichlet(c w), c being the concentration. With S units, S_i in arm i, it is B(c w + S) / B(c w) / prod
 * w_i^S_i, B being the multivariate beta function; how the units came in batches drops out, so that the counts are all
 * there is to keep. One over the largest factor so far is a p-value that holds at all looks together. Alarm below
 * 0.001, as of {@link dev.vitals.stats.effect.SampleRatio}, which is for one look.
 *
 * <p>The concentration must be set before the test starts. It says how far from w the shares are looked for: about
 * sqrt(w (1 - w) / (c + 1)), that is half a percentage point of two halves for 10,000, which is the default and suits
 * tests of 10,000 units and more. Where whole clusters were assigned count these, and take 10: of 61 clusters it calls a
 * share 27 points off at a first look, and of 20 all in one arm, where 100 calls 40 points, and of 30 or fewer nothing. Units must be assigned independently, and each counted once, at its first exposure.
 */
public final class SequentialSampleRatio {
    private final double[] shares;
    private final double concentration;
    private final long[] units;
    private final double largest;

    private SequentialSampleRatio(double[] shares, double concentration, long[] units, double largest) {
        this.shares = shares;
        this.concentration = concentration;
        this.units = units;
        this.largest = largest;
    }

    /**
     * Before any unit.
     *
     * @param weights what each arm is meant to have, in any unit, above 0; two arms or more
     */
    public static SequentialSampleRatio of(double... weights) {
        boolean isValid =
                weights.length >= 2 && Arrays.stream(weights).allMatch(weight -> weight > 0 && Double.isFinite(weight));
        if (!isValid) {
            throw new IllegalArgumentException("arms with weights of " + Arrays.toString(weights)
                    + " can't be compared: two or more are needed, each with a weight above 0");
        }
        double whole = Arrays.stream(weights).sum();
        double[] shares = Arrays.stream(weights).map(weight -> weight / whole).toArray();
        return new SequentialSampleRatio(shares, 10_000, new long[weights.length], 0);
    }

    /**
     * With another concentration of the prior, before any unit.
     *
     * @param other above 0
     */
    public SequentialSampleRatio withConcentration(double other) {
        if (!(other > 0 && Double.isFinite(other))) {
            throw new IllegalArgumentException("a concentration of " + other + " is not above 0");
        }
        if (Arrays.stream(units).sum() > 0) {
            throw new IllegalArgumentException("the concentration can't be chosen after " + Arrays.toString(units)
                    + " units have been seen; choose it first");
        }
        return new SequentialSampleRatio(shares, other, units, 0);
    }

    /**
     * After one more look.
     *
     * @param batch new units of each arm since the last one, 0 or more
     */
    public SequentialSampleRatio with(long... batch) {
        if (batch.length != units.length || Arrays.stream(batch).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("a batch of %s units does not fit %d arms: one count of 0 or more each"
                    .formatted(Arrays.toString(batch), units.length));
        }
        long[] sums = units.clone();
        for (int arm = 0; arm < sums.length; arm++) {
            sums[arm] += batch[arm];
        }
        return new SequentialSampleRatio(shares, concentration, sums, Math.max(largest, logFactor(sums)));
    }

    /** Units of each arm so far. */
    public long[] units() {
        return units.clone();
    }

    /** Logarithm of the Bayes factor against the intended shares, at the last look. */
    public double logBayesFactor() {
        return logFactor(units);
    }

    /** How often the intended shares would at any look have spoken so much against themselves: at most so often. */
    public double pValue() {
        return Math.exp(-largest);
    }

    private double logFactor(long[] counts) {
        return DirichletFactor.log(
                concentration, shares, Arrays.stream(counts).asDoubleStream().toArray());
    }
}
