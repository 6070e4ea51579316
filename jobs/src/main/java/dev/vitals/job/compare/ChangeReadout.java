package dev.vitals.job.compare;

import dev.vitals.job.compare.Readout.Interval;
import java.time.LocalDate;
import java.util.List;

/**
 * What a change for everyone did; the names of its parts are the fields of the JSON that {@code experiment change} prints.
 *
 * @param method interrupted_series
 * @param changeOn first day on which it holds
 */
public record ChangeReadout(
        String experiment, String method, LocalDate changeOn, double alpha, List<SeriesEffect> effects) {
    public ChangeReadout {
        effects = List.copyOf(effects);
    }

    /**
     * The effect on a KPI.
     *
     * @param metric id of the KPI, or of the metric of a file
     * @param unit of the levels and the mean, and a day of the slope: share, seconds, or a plural noun phrase
     * @param labelAge days by which late labels are compared; null where they count as long as the KPI waits
     * @param slice key of the slice that is judged; null of all rows
     * @param daysBefore days before the change whose numbers are final
     * @param daysAfter days after it whose numbers are final
     * @param daysToCome days after it that have been measured and can still change; they do not count
     * @param levelBefore what the line through the days before says of the day of the change
     * @param level by how much the level moved on that day; null where there are too few days
     * @param slope by how much the slope moved, a day
     * @param mean by how much the days after lie above or below the line through the days before, on average
     * @param pValue of that mean being 0
     * @param adjustedPValue for the number of KPIs, by Holm's method
     * @param falseAlarms share of made-up days before the change on which the same method calls one; null where there are
     *     too few
     * @param autocorrelation of the noise from day to day
     * @param days those that count, in order
     */
    public record SeriesEffect(
            String metric,
            String unit,
            Integer labelAge,
            String slice,
            String role,
            int daysBefore,
            int daysAfter,
            int daysToCome,
            Double levelBefore,
            Interval level,
            Interval slope,
            Interval mean,
            Double pValue,
            Double adjustedPValue,
            Double falseAlarms,
            Double autocorrelation,
            List<SeriesDay> days,
            String verdict,
            String verdictInWords) {
        public SeriesEffect {
            days = List.copyOf(days);
        }
    }

    /**
     * A day that counts.
     *
     * @param fitted what the lines of both sides say of it; null where there are too few days
     * @param expected what the line through the days before says, as if nothing had changed
     */
    public record SeriesDay(LocalDate date, double value, Double fitted, Double expected) {}
}
