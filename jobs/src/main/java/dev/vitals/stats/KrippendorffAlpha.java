package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * How far raters agree on nominal labels beyond chance, for any number of raters, each of whom may have skipped units.
 *
 * <p>With n labels in units of at least two, n_c of them c, and o_cc the pairs that agree on c, each unit of m labels
 * counted with weight 1 / (m-1), alpha is 1 - (n-1) (n - sum o_cc) / (n^2 - sum n_c^2) (Krippendorff, Content Analysis,
 * 2004, chapter 11): 1 when all pairs agree, 0 when they agree as often as labels drawn blindly from the same pool.
 * The interval resamples whole units and takes percentiles, which for nominal labels keeps its level where the usual
 * resampling of pairs does not (Zapf, Castell, Morawietz and Karch, BMC Medical Research Methodology 16:93, 2016).
 *
 * <p>When all labels are the same there is no disagreement to expect and nothing to measure: "no data", not 1. A
 * resample in which this happens could have any alpha, so it counts against both limits; a limit that such resamples
 * reach is left empty. When every pair agrees the reading is "at least": the lower limit takes the exact binomial upper
 * limit of units with a disagreement, which no resample could show.
 */
public final class KrippendorffAlpha {
    private final double confidence;
    private final int resamples;
    private final long seed;

    private KrippendorffAlpha(double confidence, int resamples, long seed) {
        this.confidence = confidence;
        this.resamples = resamples;
        this.seed = seed;
    }

    /** Intervals of 95 % from 2,000 resamples, always the same ones. */
    public static KrippendorffAlpha withDefaults() {
        return new KrippendorffAlpha(0.95, 2000, 20_110_125);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public KrippendorffAlpha withConfidence(double confidence) {
        return new KrippendorffAlpha(Tails.checkConfidence(confidence), resamples, seed);
    }

    /** The same with another number of resamples, at least 100. */
    public KrippendorffAlpha withResamples(int resamples) {
        if (resamples < 100) {
            throw new IllegalArgumentException(resamples + " resamples say nothing about tails; take 100 or more");
        }
        return new KrippendorffAlpha(confidence, resamples, seed);
    }

    /** The same with resamples of another seed. */
    public KrippendorffAlpha withSeed(long seed) {
        return new KrippendorffAlpha(confidence, resamples, seed);
    }

    /** Alpha; no unit with two labels, or one label throughout, gives "no data". */
    public Estimate alpha(LabelPatterns patterns) {
        Options options = new Options("krippendorff_unit_bootstrap", confidence);
        Table table = Table.of(patterns);
        Coincidences all = table.coincidences(table.units);
        if (all.expected() == 0) {
            return Estimate.noData(options);
        }
        if (table.isUnanimous()) {
            return Estimate.atLeast(1, Limits.of(1 - table.mostUnseen(confidence) / all.expected(), 1), options);
        }
        return estimate(all.alpha(), bootstrap(table, true), options);
    }

    /**
     * The share of pairs of labels of a unit that agree, the raw figure beside alpha: a unit of m labels has weight m,
     * as it has in alpha.
     */
    public Estimate rawAgreement(LabelPatterns patterns) {
        Options options = new Options("pair_agreement_unit_bootstrap", confidence);
        Table table = Table.of(patterns);
        if (table.units.length == 0) {
            return Estimate.noData(options);
        }
        if (table.isUnanimous()) {
            return Estimate.atLeast(1, Limits.of(1 - table.mostUnseen(confidence), 1), options);
        }
        Coincidences all = table.coincidences(table.units);
        if (all.agreeing == 0) {
            return Estimate.atMost(0, Limits.of(0, table.mostUnseen(confidence)), options);
        }
        return estimate(1 - all.observed(), bootstrap(table, false), options);
    }

    /** Ascending; a resample without a value is not a number, and comes last. */
    private double[] bootstrap(Table table, boolean alpha) {
        Random random = new Random(seed);
        double[] values = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            Coincidences sample = table.coincidences(Resampling.resample(table.units, random));
            values[i] = alpha ? sample.alpha() : 1 - sample.observed();
        }
        Arrays.sort(values);
        return values;
    }

    private Estimate estimate(double value, double[] resampled, Options options) {
        int known = resampled.length;
        while (known > 0 && Double.isNaN(resampled[known - 1])) {
            known--;
        }
        if (known == 0 || resampled[0] == resampled[known - 1]) {
            return Estimate.value(value, OptionalDouble.empty(), Limits.NONE, options);
        }
        int unknown = resampled.length - known;
        int cut = (int) Math.floor(Tails.each(confidence) * (resampled.length + 1)) - 1;
        boolean open = cut < unknown;
        Limits limits = open ? Limits.NONE : Limits.of(resampled[cut - unknown], resampled[known - 1 - cut + unknown]);
        double mean = Arrays.stream(resampled, 0, known).average().orElseThrow();
        double squares = Arrays.stream(resampled, 0, known)
                .map(x -> (x - mean) * (x - mean))
                .sum();
        return Estimate.value(value, OptionalDouble.of(Math.sqrt(squares / (known - 1))), limits, options);
    }

    /** The pairable patterns as numbers. */
    private record Table(long[] units, long[][] raters, double[] agreeing, long[] sizes) {
        static Table of(LabelPatterns patterns) {
            Map<String, Integer> places = new HashMap<>();
            List<Long> units = new ArrayList<>();
            List<Map<String, Long>> rows = new ArrayList<>();
            patterns.forEach((labels, n) -> {
                if (labels.values().stream().mapToLong(Long::longValue).sum() > 1) {
                    labels.keySet().forEach(label -> places.putIfAbsent(label, places.size()));
                    units.add(n);
                    rows.add(labels);
                }
            });
            long[][] raters = new long[rows.size()][places.size()];
            double[] agreeing = new double[rows.size()];
            long[] sizes = new long[rows.size()];
            for (int i = 0; i < rows.size(); i++) {
                for (Map.Entry<String, Long> label : rows.get(i).entrySet()) {
                    long n = label.getValue();
                    raters[i][places.get(label.getKey())] = n;
                    sizes[i] += n;
                    agreeing[i] += (double) n * (n - 1);
                }
                agreeing[i] /= sizes[i] - 1.0;
            }
            return new Table(units.stream().mapToLong(Long::longValue).toArray(), raters, agreeing, sizes);
        }

        Coincidences coincidences(long[] counts) {
            double[] labels = new double[raters.length == 0 ? 0 : raters[0].length];
            double n = 0;
            double agree = 0;
            for (int i = 0; i < counts.length; i++) {
                n += (double) counts[i] * sizes[i];
                agree += counts[i] * agreeing[i];
                for (int c = 0; c < labels.length; c++) {
                    labels[c] += (double) counts[i] * raters[i][c];
                }
            }
            return new Coincidences(
                    n, agree, Arrays.stream(labels).map(x -> x * x).sum());
        }

        boolean isUnanimous() {
            for (int i = 0; i < units.length; i++) {
                if (agreeing[i] != sizes[i]) {
                    return false;
                }
            }
            return true;
        }

        /** The largest share of units of a kind that fits with none seen. */
        double mostUnseen(double confidence) {
            double n = Arrays.stream(units).sum();
            return ClopperPearson.limits(0, n, confidence).upper().orElseThrow();
        }
    }

    /** The labels, the weight of agreeing pairs and the sum of the squared label counts. */
    private record Coincidences(double n, double agreeing, double squares) {
        double observed() {
            return (n - agreeing) / n;
        }

        double expected() {
            return n <= 1 ? 0 : (n * n - squares) / (n * (n - 1));
        }

        double alpha() {
            return expected() == 0 ? Double.NaN : 1 - observed() / expected();
        }
    }
}
