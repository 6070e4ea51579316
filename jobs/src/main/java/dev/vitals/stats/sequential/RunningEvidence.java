package dev.vitals.stats.sequential;

import dev.vitals.stats.effect.Effect;
import java.util.OptionalDouble;

/**
 * What all looks at a test say together: the smallest p-value so far, and the part that all intervals so far share.
 *
 * <p>Where every look holds at once with the confidence, as those of a {@link ConfidenceSequence} or a
 * {@link MixtureRatio}, so do these two, and they never take back what they said (Howard, Ramdas, McAuliffe and
 * Sekhon, Annals of Statistics 49, 2021). Of fixed tests they hold nothing. Intervals that share nothing at all say
 * that a promise was broken: the effect changes over time, the units depend on each other, or the one case in 1 /
 * alpha has come; see {@link #isContradictory}.
 */
public final class RunningEvidence {
    private final int looks;
    private final Effect latest;
    private final OptionalDouble pValue;
    private final OptionalDouble lower;
    private final OptionalDouble upper;

    private RunningEvidence(
            int looks, Effect latest, OptionalDouble pValue, OptionalDouble lower, OptionalDouble upper) {
        this.looks = looks;
        this.latest = latest;
        this.pValue = pValue;
        this.lower = lower;
        this.upper = upper;
    }

    /** The evidence of a first look. */
    public static RunningEvidence of(Effect first) {
        return new RunningEvidence(1, first, first.pValue(), first.lower(), first.upper());
    }

    /**
     * The evidence with one more look, which must have the method, the alternative and the confidence of the others.
     */
    public RunningEvidence with(Effect next) {
        if (next.alternative() != latest.alternative()
                || next.confidence() != latest.confidence()
                || !next.method().equals(latest.method())) {
            throw new IllegalArgumentException(
                    "a look %s can't follow one %s: all looks must ask the same".formatted(asked(next), asked(latest)));
        }
        return new RunningEvidence(
                looks + 1,
                next,
                known(smaller(pValue, next.pValue())),
                known(-smaller(negative(lower), negative(next.lower()))),
                known(smaller(upper, next.upper())));
    }

    /** How many looks there were. */
    public int looks() {
        return looks;
    }

    /** The look that came last, as it was. */
    public Effect latest() {
        return latest;
    }

    /** The smallest p-value of all looks; empty where none had one. */
    public OptionalDouble pValue() {
        return pValue;
    }

    /** The highest of the lower limits; empty where there was none. */
    public OptionalDouble lower() {
        return lower;
    }

    /** The lowest of the upper limits; empty where there was none. */
    public OptionalDouble upper() {
        return upper;
    }

    /** Whether the intervals share nothing, so that no difference fits all looks. */
    public boolean isContradictory() {
        return lower.isPresent() && upper.isPresent() && lower.getAsDouble() > upper.getAsDouble();
    }

    /** The latest difference with the p-value and the limits of all looks; without limits where they contradict. */
    public Effect effect() {
        boolean isEmpty = isContradictory();
        return new Effect(
                latest.value(),
                isEmpty ? OptionalDouble.empty() : lower,
                isEmpty ? OptionalDouble.empty() : upper,
                latest.standardError(),
                latest.degreesOfFreedom(),
                pValue,
                latest.confidence(),
                latest.alternative(),
                latest.method());
    }

    private static String asked(Effect look) {
        return "by %s, %s, with a confidence of %s".formatted(look.method(), look.alternative(), look.confidence());
    }

    private static OptionalDouble negative(OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(-value.getAsDouble()) : value;
    }

    /** The smaller of the known ones, infinite where none is. */
    private static double smaller(OptionalDouble one, OptionalDouble other) {
        return Math.min(one.orElse(Double.POSITIVE_INFINITY), other.orElse(Double.POSITIVE_INFINITY));
    }

    private static OptionalDouble known(double value) {
        return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
