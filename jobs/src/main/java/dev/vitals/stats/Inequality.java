package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How unevenly work is spread over people, from how many of them did how much.
 *
 * <p>The standard error is the jackknife's: the people are left out one at a time (Ogwang, Oxford Bulletin of Economics
 * and Statistics 62, 2000); the interval is symmetric in the log-odds, and so stays between 0 and 1. Where a few people
 * move the number by far more than the rest, the error itself is known no better than from as few: Student's degrees of
 * freedom are one less than (sum of d^2)^2 / sum of d^4 over the moves d, the number of people for moves of one size. It
 * speaks of people like these, not of these alone, of whom the figure is exact. Work that is spread evenly, or all done by
 * one, shows no spread to judge by and gets no limits.
 */
public final class Inequality {
    private static final int LEAST_IN_TOP = 10;

    private final double confidence;

    private Inequality(double confidence) {
        this.confidence = confidence;
    }

    /** Intervals of 95 %. */
    public static Inequality withDefaults() {
        return new Inequality(0.95);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public Inequality withConfidence(double confidence) {
        return new Inequality(Tails.checkConfidence(confidence));
    }

    /**
     * Gini's coefficient: the mean difference between two different people over twice the mean. It is 0 when all did
     * the same and 1 when one did everything, whatever the number of people (the form with n / (n-1)).
     *
     * @param people how many people did each amount of work; two people or more, or else "no data"
     */
    public Estimate gini(Map<Long, Long> people) {
        return estimate(Amounts.of(people), Amounts::gini, "gini_jackknife");
    }

    /**
     * The share of the work that those with most of it did; a fraction of a person counts as that fraction of the work
     * of the next one.
     *
     * <p>The top of few people looks less far above the rest than it is, which no spread shows: with one to six people in
     * the top tenth 74 % to 91 % of intervals of 95 % hold the truth, with twelve 93 % to 95 % (log-normal and exponential
     * work). So there are no limits below ten.
     *
     * @param people how many people did each amount of work; two people or more, or else "no data"
     * @param top the share of the people, strictly between 0 and 1, such as 0.1
     */
    public Estimate topShare(Map<Long, Long> people, double top) {
        if (!(top > 0 && top < 1)) {
            throw new IllegalArgumentException(
                    "a top share of " + top + " is not strictly between 0 and 1; write 0.1 for the top 10 %");
        }
        Amounts amounts = Amounts.of(people);
        Estimate estimate = estimate(amounts, (all, without) -> all.topShare(top, without), "top_share_jackknife");
        boolean isFew = top * amounts.people(Amounts.NOBODY) < LEAST_IN_TOP;
        return isFew && estimate.value().isPresent()
                ? Estimate.value(
                        estimate.value().getAsDouble(),
                        OptionalDouble.empty(),
                        Limits.NONE,
                        new Options(estimate.method(), confidence))
                : estimate;
    }

    private Estimate estimate(Amounts amounts, Measure measure, String method) {
        Options options = new Options(method, confidence);
        double n = amounts.people(Amounts.NOBODY);
        if (n < 2 || amounts.work(Amounts.NOBODY) == 0) {
            return Estimate.noData(options);
        }
        double value = measure.of(amounts, Amounts.NOBODY);
        Jackknife jackknife = amounts.jackknife(measure);
        double error = jackknife.error();
        if (!(error > 0 && value > 0 && value < 1)) {
            return Estimate.value(value, OptionalDouble.empty(), Limits.NONE, options);
        }
        double half =
                Tails.student(jackknife.degreesOfFreedom(), Tails.each(confidence)) * error / (value * (1 - value));
        double logOdds = Math.log(value / (1 - value));
        Limits limits = Limits.of(1 / (1 + Math.exp(half - logOdds)), 1 / (1 + Math.exp(-half - logOdds)));
        return Estimate.value(value, OptionalDouble.of(error), limits, options);
    }

    /** A measure of all people but one of those at a place. */
    private interface Measure {
        double of(Amounts amounts, int without);
    }

    /** What leaving people out says of an estimate. */
    private record Jackknife(double error, double degreesOfFreedom) {}

    /** The different amounts, ascending, and how many people did each. */
    private record Amounts(double[] work, double[] people) {
        /** In place of the place of the person left out. */
        static final int NOBODY = -1;

        static Amounts of(Map<Long, Long> people) {
            SortedMap<Long, Long> sorted = new TreeMap<>(people);
            sorted.values().removeIf(n -> n == 0);
            sorted.forEach((work, n) -> {
                if (work < 0 || n < 0) {
                    throw new IllegalArgumentException(
                            n + " people with " + work + " pieces of work each; both must be 0 or more");
                }
            });
            return new Amounts(
                    sorted.keySet().stream().mapToDouble(Long::doubleValue).toArray(),
                    sorted.values().stream().mapToDouble(Long::doubleValue).toArray());
        }

        double people(int without) {
            double sum = 0;
            for (int i = 0; i < people.length; i++) {
                sum += at(i, without);
            }
            return sum;
        }

        double work(int without) {
            double sum = 0;
            for (int i = 0; i < people.length; i++) {
                sum += at(i, without) * work[i];
            }
            return sum;
        }

        /** With people in ascending order: sum of (people below - people above) times work, over (n-1) times all work. */
        double gini(int without) {
            double n = people(without);
            double below = 0;
            double sum = 0;
            for (int i = 0; i < people.length; i++) {
                double here = at(i, without);
                sum += here * work[i] * (2 * below + here - n);
                below += here;
            }
            return sum / ((n - 1) * work(without));
        }

        double topShare(double top, int without) {
            double left = top * people(without);
            double sum = 0;
            for (int i = people.length - 1; i >= 0 && left > 0; i--) {
                double taken = Math.min(left, at(i, without));
                sum += taken * work[i];
                left -= taken;
            }
            return sum / work(without);
        }

        /** The error is not a number when without one of them there is nothing to measure. */
        Jackknife jackknife(Measure measure) {
            double n = people(NOBODY);
            if (n < 3) {
                return new Jackknife(Double.NaN, 1);
            }
            double[] left = new double[people.length];
            double mean = 0;
            for (int i = 0; i < left.length; i++) {
                left[i] = measure.of(this, i);
                mean += people[i] * left[i] / n;
            }
            double squares = 0;
            double fourths = 0;
            for (int i = 0; i < left.length; i++) {
                double square = (left[i] - mean) * (left[i] - mean);
                squares += people[i] * square;
                fourths += people[i] * square * square;
            }
            return new Jackknife(Math.sqrt((n - 1) / n * squares), Math.max(1, squares * squares / fourths - 1));
        }

        private double at(int place, int without) {
            return people[place] - (place == without ? 1 : 0);
        }
    }
}
