package dev.vitals.stats;

import dev.vitals.stats.DelayedLabels.CohortDay;
import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** How many labels cases will have once all have come, as {@link DelayedLabels} foresees it. */
public final class Nowcast {
    private static final String METHOD = "reverse_hazard_predictive";
    private static final double PRIOR_LABELS = 0.5;

    private final List<CohortDay> days;
    private final ReverseHazards hazards;
    private final double confidence;
    /** For each draw the labels still to come of each day, and the share of labels that come within each age. */
    private final long[][] coming;

    private final double[][] matured;

    Nowcast(List<CohortDay> days, ReverseHazards hazards, double confidence, Random random, int draws) {
        this.days = days;
        this.hazards = hazards;
        this.confidence = confidence;
        this.coming = new long[draws][days.size()];
        this.matured = new double[draws][];
        for (int i = 0; i < draws; i++) {
            matured[i] = hazards.drawMatured(random);
            draw(matured[i], coming[i], random);
        }
    }

    /** Of the labels with each delay or a shorter one, the share that came at it; delays 0, 1, 2 ... */
    public double[] hazards() {
        return hazards.hazards();
    }

    /** How many times more the arrivals vary than independent ones; 1 or more. */
    public double dispersion() {
        return hazards.dispersion();
    }

    /** The share of all labels that has come when cases are some days old; an older age counts as the last one. */
    public Estimate maturedShare(int age) {
        Options options = new Options(METHOD, confidence);
        if (age < 0) {
            throw new IllegalArgumentException("an age of " + age + " days lies before the case");
        }
        if (!hazards.isComplete()) {
            return Estimate.noData(options);
        }
        double[] shares = hazards.matured();
        int at = Math.min(age, shares.length - 1);
        double[] drawn =
                Arrays.stream(matured).mapToDouble(draw -> draw[at]).sorted().toArray();
        return estimate(shares[at], drawn, options);
    }

    /**
     * The labels that the cases of some days will have, those that have come included.
     *
     * <p>Without cases there is "no data". While no day with labels is old enough to show how late labels can be, the
     * reading is "not reached", and the lower limit is the number so far.
     */
    public Estimate labels(LocalDate from, LocalDate to) {
        return scaled(from, to, 1, new Options(METHOD, confidence));
    }

    /** {@link #labels} over the number of cases. */
    public Estimate share(LocalDate from, LocalDate to) {
        return scaled(from, to, cases(from, to), new Options(METHOD, confidence));
    }

    private long cases(LocalDate from, LocalDate to) {
        return days.stream()
                .filter(day -> isIn(day, from, to))
                .mapToLong(CohortDay::cases)
                .sum();
    }

    private Estimate scaled(LocalDate from, LocalDate to, long unit, Options options) {
        if (cases(from, to) == 0) {
            return Estimate.noData(options);
        }
        long soFar = 0;
        double expected = 0;
        double[] shares = hazards.matured();
        double share = commonShare(shares);
        double[] drawn = new double[coming.length];
        for (int i = 0; i < days.size(); i++) {
            CohortDay day = days.get(i);
            if (isIn(day, from, to)) {
                soFar += day.soFar();
                expected += expectedComing(day, share, shares[day.age()]);
                for (int k = 0; k < drawn.length; k++) {
                    drawn[k] += coming[k][i];
                }
            }
        }
        double already = soFar;
        if (!hazards.isComplete() && !isMature(from, to)) {
            return Estimate.notReached(Limits.from(already / unit), options);
        }
        double[] sums =
                Arrays.stream(drawn).map(n -> (n + already) / unit).sorted().toArray();
        return estimate((already + expected) / unit, sums, options);
    }

    private boolean isMature(LocalDate from, LocalDate to) {
        int last = hazards.hazards().length - 1;
        return days.stream().allMatch(day -> day.age() == last || !isIn(day, from, to));
    }

    private static boolean isIn(CohortDay day, LocalDate from, LocalDate to) {
        return !day.day().isBefore(from) && !day.day().isAfter(to);
    }

    private Estimate estimate(double value, double[] sorted, Options options) {
        int cut = (int) Math.floor(Tails.each(confidence) * (sorted.length + 1)) - 1;
        double mean = Arrays.stream(sorted).average().orElseThrow();
        double squares = Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum();
        double error = Math.sqrt(squares / (sorted.length - 1));
        Limits limits = Limits.of(sorted[cut], sorted[sorted.length - 1 - cut]);
        return Estimate.value(value, OptionalDouble.of(error), limits, options);
    }

    /** The share of all cases that gets a label: labels so far over the cases that would have shown theirs. */
    private double commonShare(double[] matured) {
        double labels = 0;
        double exposure = 0;
        for (CohortDay day : days) {
            labels += day.soFar();
            exposure += day.cases() * matured[day.age()];
        }
        return exposure == 0 ? 0 : Math.min(1, labels / exposure);
    }

    private double expectedComing(CohortDay day, double share, double matured) {
        if (share == 0 || day.age() == hazards.hazards().length - 1) {
            return 0;
        }
        Shape shape = shape(day, share, matured);
        return chance(shape.a / (shape.a + shape.b), share, matured) * (day.cases() - day.soFar());
    }

    private void draw(double[] matured, long[] into, Random random) {
        double share = commonShare(matured);
        for (int i = 0; i < into.length; i++) {
            CohortDay day = days.get(i);
            if (day.age() < matured.length - 1 && share > 0) {
                Shape shape = shape(day, share, matured[day.age()]);
                double shown = Resampling.beta(shape.a, shape.b, random);
                double chance = chance(shown, share, matured[day.age()]);
                into[i] = clumped(day.cases() - day.soFar(), chance, random);
            }
        }
    }

    /** What is known of the share of a day's cases that shows a label by now, as the shape of a beta distribution. */
    private Shape shape(CohortDay day, double share, double matured) {
        double phi = hazards.dispersion();
        double mean = Math.max(share * matured, 1e-12);
        double labels = day.soFar();
        return new Shape(PRIOR_LABELS + labels / phi, PRIOR_LABELS * (1 - mean) / mean + (day.cases() - labels) / phi);
    }

    /** The chance that a case without a label by now gets one, when some share of all cases shows one by now. */
    private static double chance(double shown, double share, double matured) {
        double eventual = matured > 0 ? Math.min(1, shown / matured) : share;
        return shown >= 1 ? 0 : Math.max(0, (eventual - shown) / (1 - shown));
    }

    private long clumped(long n, double chance, Random random) {
        double phi = hazards.dispersion();
        double p = chance;
        if (phi > 1 && n > phi) {
            double precision = (n - phi) / (phi - 1);
            p = Resampling.beta(p * precision, (1 - p) * precision, random);
        }
        return Resampling.binomial(n, p, random);
    }

    private record Shape(double a, double b) {}
}
