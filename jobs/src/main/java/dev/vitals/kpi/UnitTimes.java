package dev.vitals.kpi;

import dev.vitals.stats.TimeHistogram;

/**
 * What a row of a fact table says of how long a case took, in SQL. Until when a case has been open that
 * has not ended is for the reader to say, who knows the night.
 *
 * @param isCase whether the row is one
 * @param startedAt timestamp at which the clock starts
 * @param endedAt timestamp at which it stopped; null while it runs
 * @param code that {@link TimeHistogram} has of the end
 */
public record UnitTimes(String isCase, String startedAt, String endedAt, String code) {
    static UnitTimes of(TimeToEvent times) {
        return new UnitTimes(times.observed(), "(" + times.start() + ")", "(" + times.end() + ")", code(times));
    }

    private static String code(TimeToEvent times) {
        if (times.endKind().isEmpty()) {
            return String.valueOf(TimeToEvent.EVENT);
        }
        StringBuilder code = new StringBuilder("CASE (" + times.endKind().get() + ")");
        times.events().forEach(kind -> code.append(when(kind, times.code(kind))));
        times.competing().forEach(kind -> code.append(when(kind, times.code(kind))));
        return code.append(" ELSE " + TimeHistogram.CENSORED + " END").toString();
    }

    private static String when(String kind, int code) {
        return " WHEN '%s' THEN %d".formatted(kind.replace("'", "\\'"), code);
    }
}
