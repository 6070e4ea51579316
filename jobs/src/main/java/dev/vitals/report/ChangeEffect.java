package dev.vitals.report;

import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.report.ReadoutRow.Range;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What a change did to a metric; what is not known is null.
 *
 * @param metric as the change's file has it
 * @param before of a change for everyone what the line before says of its day, of others the mean of the channels that
 *     changed before they did
 * @param effect by how much it moved
 * @param jump what of that came on the day of the change; no value of a change for some channels
 * @param lift the effect over the mean before; no value of a change for everyone
 * @param sureness how sure that is
 * @param maturity what days it is made of
 * @param channels of a change for some channels; empty of others
 * @param days of a change for everyone, those that count, in order
 * @param since of a change for some channels, the effect by time since the change
 * @param verdict its code
 * @param words the verdict in words
 */
public record ChangeEffect(
        ChangedMetric metric,
        Double before,
        Range effect,
        Range jump,
        Range lift,
        Sureness sureness,
        Maturity maturity,
        Optional<Channels> channels,
        List<Day> days,
        List<Since> since,
        String verdict,
        String words) {
    /** No number. */
    public static final Range NONE = new Range(null, null, null);

    public ChangeEffect {
        days = List.copyOf(days);
        since = List.copyOf(since);
    }

    /**
     * How sure it is.
     *
     * @param p of an effect of 0
     * @param adjustedP the same for the number of metrics
     * @param falseAlarms share of made-up days before on which the same method calls one
     */
    public record Sureness(Double p, Double adjustedP, Double falseAlarms) {}

    /**
     * What days it is made of.
     *
     * @param before final days before the change
     * @param after final days since
     * @param toCome days since that were measured and can still change
     * @param finalAfter days after which a day is final
     */
    public record Maturity(int before, int after, int toCome, int finalAfter) {}

    /**
     * Channels that are compared.
     *
     * @param changed those with the change
     * @param unchanged those without it
     * @param leftOut those that do not count for want of numbers
     * @param preTrendP how often chance alone parts the two sides as far in the days before
     */
    public record Channels(long changed, long unchanged, long leftOut, Double preTrendP) {
        /** The smaller side. */
        long least() {
            return Math.min(changed, unchanged);
        }
    }

    /**
     * A day that counts.
     *
     * @param people observations that its value is made of
     * @param fitted what the lines say of it
     * @param expected what the line before says, as if nothing had changed
     */
    public record Day(LocalDate date, double value, long people, Double fitted, Double expected) {}

    /**
     * The effect some time after the change.
     *
     * @param from days since the change, below 0 before it
     * @param to the last of the days that it is over
     * @param channels with the change that it is made of
     */
    public record Since(int from, int to, long channels, Range effect) {}

    /** Whether there is any number. */
    boolean isKnown() {
        return before != null || effect.value() != null;
    }
}
