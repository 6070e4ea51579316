package dev.vitals.job.compare;

import dev.vitals.job.compare.Readout.Interval;
import java.time.LocalDate;
import java.util.List;

/**
 * What a change did that came for some clusters and not, or later, for others; the names of its parts are the fields of the
 * JSON that {@code experiment change} prints.
 */
public record RolloutReadout(String experiment, double alpha, List<RolloutEffect> effects) {
    public RolloutReadout {
        effects = List.copyOf(effects);
    }

    /**
     * The effect on a metric.
     *
     * @param unit of the mean before and the effect: share, seconds, or a plural noun phrase
     * @param method difference_in_differences of one day of change, staggered_differences of several; null where none has
     *     come
     * @param firstDay first day with numbers; null where there is none yet
     * @param lastDay last day that counts: of those with final numbers the last one, or where all clusters have got the
     *     change the day before the last of them did
     * @param daysToCome days since the first change that were measured and can still change; they do not count
     * @param changed clusters with the change that count
     * @param unchanged clusters without it that count
     * @param leftOut clusters that do not, because there are days of which they have nothing
     * @param before mean of the clusters that changed, before they did
     * @param effect by how much they moved more than the others
     * @param lift that over the mean before, which is taken as known; null where a value lies below 0, or that mean is 0
     * @param pValue of an effect of 0
     * @param adjustedPValue for the number of metrics, by Holm's method
     * @param preTrendPValue how often chance alone parts the two sides as far in the days before; null where these are too
     *     few
     * @param falseAlarms share of made-up days before the first change on which the same method calls one; null where there
     *     are too few
     * @param waves the effect by day of change
     * @param groupTimes the effect by day of change and time, before the change as well
     * @param sinceChange the effect by days since the change; those before it should be 0
     */
    public record RolloutEffect(
            String metric,
            String unit,
            String role,
            String method,
            LocalDate firstDay,
            LocalDate lastDay,
            int daysToCome,
            long changed,
            long unchanged,
            long leftOut,
            Double before,
            Interval effect,
            Interval lift,
            Double pValue,
            Double adjustedPValue,
            Double preTrendPValue,
            Double falseAlarms,
            List<Wave> waves,
            List<GroupTime> groupTimes,
            List<Since> sinceChange,
            String verdict,
            String verdictInWords) {
        public RolloutEffect {
            waves = List.copyOf(waves);
            groupTimes = List.copyOf(groupTimes);
            sinceChange = List.copyOf(sinceChange);
        }
    }

    /** The mean effect on the clusters that got the change on a day. */
    public record Wave(LocalDate changedOn, long clusters, Interval effect) {}

    /** The effect on the clusters that got the change on a day, from one day to another. */
    public record GroupTime(LocalDate changedOn, LocalDate from, LocalDate to, Interval effect) {}

    /**
     * The effect by time since the change.
     *
     * @param fromDay days since, 0 on the day of the change, below 0 before it
     * @param toDay the last of the days that it is over; clusters of which less is known count with fewer
     */
    public record Since(int fromDay, int toDay, Interval effect) {}
}
