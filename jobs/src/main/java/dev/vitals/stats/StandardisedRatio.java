package dev.vitals.stats;

import dev.vitals.stats.Estimate.Limits;
import dev.vitals.stats.Estimate.Options;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.OptionalDouble;

/**
 * Observed over expected events, where expected is what the same mix of work would bring at everyone's usual rates
 * (indirect standardisation), so that a person or team with the harder queue is not called slow.
 *
 * <p>The limits are exact Poisson ones for the observed events, over the expected ones, which are taken as known
 * (Breslow and Day, Statistical Methods in Cancer Research II, 1987, section 2.3). Where units differ by more than
 * chance, {@link #withDispersion} widens them: counts with a variance of phi times their mean carry as much as 1 / phi
 * of them would. Ratios of two units compare each with the usual rates, not one with the other.
 */
public final class StandardisedRatio {
    private static final double WINSORISED = 0.1;
    /** The variance of normal values of which the outer tenth on either side is moved to the tenth. */
    private static final double WINSORISED_VARIANCE = 0.6786;

    private final double confidence;
    private final double dispersion;

    private StandardisedRatio(double confidence, double dispersion) {
        this.confidence = confidence;
        this.dispersion = dispersion;
    }

    /** Independent events; intervals of 95 %. */
    public static StandardisedRatio withDefaults() {
        return new StandardisedRatio(0.95, 1);
    }

    /** The same with another two-sided confidence, strictly between 0 and 1. */
    public StandardisedRatio withConfidence(double confidence) {
        return new StandardisedRatio(Tails.checkConfidence(confidence), dispersion);
    }

    /**
     * The same for events that vary more than independent ones.
     *
     * @param dispersion their variance over their mean, 1 or more, such as {@link #dispersion} finds
     */
    public StandardisedRatio withDispersion(double dispersion) {
        if (!(dispersion >= 1) || Double.isInfinite(dispersion)) {
            throw new IllegalArgumentException("a dispersion of " + dispersion
                    + " is not a finite number of 1 or more; 1 is that of chance alone");
        }
        return new StandardisedRatio(confidence, dispersion);
    }

    /** Observed over expected; nothing expected gives "no data", nothing observed reads "at most". */
    public Estimate estimate(Work work) {
        Options options = new Options(dispersion == 1 ? "standardised_exact" : "standardised_dispersed", confidence);
        double expected = work.expected.doubleValue();
        if (expected == 0) {
            return Estimate.noData(options);
        }
        double tail = Tails.each(confidence);
        double scale = dispersion / expected;
        if (work.observed == 0) {
            return Estimate.atMost(0, Limits.of(0, -Math.log(tail) * scale), options);
        }
        double events = work.observed / dispersion;
        Limits limits = Limits.of(Tails.gammaBelow(events, tail) * scale, Tails.gammaAbove(events + 1, tail) * scale);
        double error = Math.sqrt(events) * scale;
        return Estimate.value(work.observed / expected, OptionalDouble.of(error), limits, options);
    }

    /**
     * How much more units vary around what is expected of them than chance lets them: the mean of their squared scores
     * (observed - expected) / sqrt(expected), the outer tenth of scores on either side moved to the tenth so that units
     * that really differ do not hide themselves (Spiegelhalter, Quality and Safety in Health Care 14, 2005), made
     * consistent for normal scores; at least 1, and 1 for fewer than five units.
     */
    public static double dispersion(Collection<Work> units) {
        double[] scores = units.stream()
                .filter(unit -> unit.expected.signum() > 0)
                .mapToDouble(unit -> {
                    double expected = unit.expected.doubleValue();
                    return (unit.observed - expected) / Math.sqrt(expected);
                })
                .sorted()
                .toArray();
        if (scores.length < 5) {
            return 1;
        }
        double low = quantile(scores, WINSORISED);
        double high = quantile(scores, 1 - WINSORISED);
        double squares = Arrays.stream(scores)
                .map(score -> Math.max(low, Math.min(high, score)))
                .map(score -> score * score)
                .sum();
        return Math.max(1, squares / scores.length / WINSORISED_VARIANCE);
    }

    private static double quantile(double[] sorted, double p) {
        double place = p * (sorted.length - 1);
        int at = (int) place;
        return at + 1 < sorted.length ? sorted[at] + (place - at) * (sorted[at + 1] - sorted[at]) : sorted[at];
    }

    /**
     * What a unit did and what was to be expected of it; work of different strata adds up.
     *
     * @param observed the events, 0 or more
     * @param expected the events that the usual rates lead to, 0 or more
     */
    public record Work(long observed, BigDecimal expected) {
        /** No work at all. */
        public static final Work NONE = new Work(0, BigDecimal.ZERO);

        public Work {
            if (observed < 0 || expected.signum() < 0) {
                throw new IllegalArgumentException(
                        observed + " events observed and " + expected + " expected; both must be 0 or more");
            }
            if (observed > 0 && expected.signum() == 0) {
                throw new IllegalArgumentException(observed + " events observed where none can be expected;"
                        + " the usual rates must come from rows that include these");
            }
        }

        /**
         * The work of one stratum.
         *
         * @param observed the unit's events
         * @param exposure the unit's exposure, such as hours in a queue
         * @param allObserved everyone's events in the stratum
         * @param allExposure everyone's exposure in it, more than 0 unless the unit's is 0
         */
        public static Work ofStratum(long observed, BigDecimal exposure, long allObserved, BigDecimal allExposure) {
            if (exposure.signum() == 0) {
                return new Work(observed, BigDecimal.ZERO);
            }
            if (allExposure.signum() <= 0) {
                throw new IllegalArgumentException("an exposure of " + exposure + " in a stratum in which everyone has "
                        + allExposure + "; the usual rates must come from rows that include these");
            }
            return new Work(
                    observed,
                    exposure.multiply(BigDecimal.valueOf(allObserved)).divide(allExposure, MathContext.DECIMAL64));
        }

        /** The work of both. */
        public Work merge(Work other) {
            return new Work(Math.addExact(observed, other.observed), expected.add(other.expected));
        }
    }
}
