package dev.vitals.kpi;

import dev.vitals.stats.TimeHistogram;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * How long it takes until something happens, where it has not happened yet for some rows and never will for others.
 *
 * <p>A row is followed from {@code start} to {@code end}, or to {@link #FOLLOW_UP_END} if nothing has happened before.
 * Rows without a start, and rows whose end lies before it, are left out.
 *
 * @param start timestamp at which the clock starts
 * @param end timestamp at which it stops; null while nothing has happened
 * @param endKind text that says what happened at {@code end}; empty when there is one kind alone
 * @param events kinds that the duration is about; empty when there is one kind alone
 * @param competing kinds after which the event can't come any more, each with a share of its own
 * @param quantiles shares, ascending, strictly between 0 and 1
 * @param restrictedMeanHours horizon of the mean and of the shares, in hours
 */
public record TimeToEvent(
        String start,
        String end,
        Optional<String> endKind,
        List<String> events,
        List<String> competing,
        String where,
        List<Double> quantiles,
        int restrictedMeanHours)
        implements Statistic {
    @Override
    public String observed() {
        return "(" + where + ") AND (" + start + ") IS NOT NULL AND ((" + end + ") IS NULL OR (" + end + ") >= ("
                + start + "))";
    }

    /** The code in a {@link TimeHistogram} of an end that the duration is about. */
    public static final int EVENT = 0;

    public TimeToEvent {
        events = List.copyOf(events);
        competing = List.copyOf(competing);
        quantiles = List.copyOf(quantiles);
    }

    /**
     * The code under which an end of this kind is counted: {@link #EVENT}, then 1, 2, ... in the order of
     * {@link #competing()}. Any other kind, and null, ends the observation and nothing more:
     * {@link TimeHistogram#CENSORED}.
     */
    public int code(String kind) {
        if (endKind.isEmpty()) {
            return EVENT;
        }
        if (kind == null) {
            return TimeHistogram.CENSORED;
        }
        if (events.contains(kind)) {
            return EVENT;
        }
        int position = competing.indexOf(kind);
        return position < 0 ? TimeHistogram.CENSORED : position + 1;
    }

    /** The horizon in seconds. */
    public long restrictedMeanSeconds() {
        return restrictedMeanHours * 3600L;
    }

    @Override
    public String word() {
        return "time_to_event";
    }

    /** Counts by time cell. */
    @Override
    public int clusterLanes() {
        return 1;
    }

    @Override
    public Map<String, String> parts() {
        return Parts.of(
                "start", start,
                "end", end,
                "end_kind", endKind.orElse("none"),
                "events", String.join(", ", events),
                "competing", String.join(", ", competing),
                "where", where,
                "quantiles", Quantile.text(quantiles),
                "restricted_mean_hours", String.valueOf(restrictedMeanHours));
    }

    @Override
    public TimeToEvent rewrite(UnaryOperator<String> on) {
        return new TimeToEvent(
                on.apply(start),
                on.apply(end),
                endKind.map(on),
                events,
                competing,
                on.apply(where),
                quantiles,
                restrictedMeanHours);
    }
}
