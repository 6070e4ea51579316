package dev.vitals.stats.change;

import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What {@link InterruptedTimeSeries} found in a series. Values are in the unit of the series, slopes in that unit a
 * day.
 */
public final class SegmentedFit {
    /** Level and slope, and how they changed. */
    static final int SEGMENTS = 4;

    private static final int SLOPE = 1;
    private static final int LEVEL_CHANGE = 2;
    private static final int SLOPE_CHANGE = 3;
    private static final int LEAST_POINTS = 12;

    private final LocalDate change;
    private final LocalDate last;
    private final int before;
    private final int after;
    private final List<DayOfWeek> levels;
    private final SegmentError regression;
    /** What the series was measured from. */
    private final double origin;

    private final int lag;
    private final OptionalDouble autocorrelation;
    private final Hypothesis hypothesis;

    SegmentedFit(
            LocalDate change,
            LocalDate last,
            int before,
            int after,
            List<DayOfWeek> levels,
            SegmentError regression,
            double origin,
            int lag,
            OptionalDouble autocorrelation,
            Hypothesis hypothesis) {
        this.change = change;
        this.last = last;
        this.before = before;
        this.after = after;
        this.levels = levels;
        this.regression = regression;
        this.origin = origin;
        this.lag = lag;
        this.autocorrelation = autocorrelation;
        this.hypothesis = hypothesis;
    }

    /** What a day's value is made of; time counts from the change, so that numbers stay small. */
    static double[] row(LocalDate day, LocalDate change, List<DayOfWeek> levels) {
        double since = ChronoUnit.DAYS.between(change, day);
        double[] row = new double[SEGMENTS + levels.size()];
        row[0] = 1;
        row[SLOPE] = since;
        if (since >= 0) {
            row[LEVEL_CHANGE] = 1;
            row[SLOPE_CHANGE] = since;
        }
        int weekday = levels.indexOf(day.getDayOfWeek());
        if (weekday >= 0) {
            row[SEGMENTS + weekday] = 1;
        }
        return row;
    }

    /** How far the level jumped on the day of the change. */
    public Effect levelChange() {
        return effect(1, 0);
    }

    /** How much steeper the series is since the change, a day. */
    public Effect slopeChange() {
        return effect(0, 1);
    }

    /**
     * The effect on a day: the level there less what it would have been without the change.
     *
     * @param day the day of the change or a later one, no later than the last of the series
     */
    public Effect effectOn(LocalDate day) {
        if (day.isBefore(change) || day.isAfter(last)) {
            throw new IllegalArgumentException(
                    "%s has no effect to estimate; it must lie between the change on %s and the last day, %s"
                            .formatted(day, change, last));
        }
        return effect(1, ChronoUnit.DAYS.between(change, day));
    }

    /** The mean effect over all days from the change to the last one, missing ones included. */
    public Effect meanEffect() {
        return effect(1, ChronoUnit.DAYS.between(change, last) / 2.0);
    }

    /** What a day would have been without the change: the line of before, and the level of the weekday. */
    public double counterfactual(LocalDate day) {
        double[] row = row(day, change, levels);
        row[LEVEL_CHANGE] = 0;
        row[SLOPE_CHANGE] = 0;
        return origin + regression.value(row);
    }

    /** What the lines say of a day: before the change the same as {@link #counterfactual}, from it on with the effect of the day. */
    public double fitted(LocalDate day) {
        return origin + regression.value(row(day, change, levels));
    }

    /** Slope before the change, a day. */
    public double slopeBefore() {
        return regression.coefficients()[SLOPE];
    }

    /** Days with a value before the change. */
    public int daysBefore() {
        return before;
    }

    /** Days with a value from the change on. */
    public int daysAfter() {
        return after;
    }

    /** Up to how many days apart residuals were taken to depend on each other; 0 of an autoregression. */
    public int lag() {
        return lag;
    }

    /** How much of a day's noise is that of the day before; empty but of an autoregression. */
    public OptionalDouble autocorrelation() {
        return autocorrelation;
    }

    /** Whether a side has less than twelve days: errors of autocorrelated series are then far too small. */
    public boolean isShort() {
        return Math.min(before, after) < LEAST_POINTS;
    }

    private Effect effect(double ofLevel, double ofSlope) {
        double[] weights = new double[SEGMENTS + levels.size()];
        weights[LEVEL_CHANGE] = ofLevel;
        weights[SLOPE_CHANGE] = ofSlope;
        return regression.judge(hypothesis, weights);
    }
}
