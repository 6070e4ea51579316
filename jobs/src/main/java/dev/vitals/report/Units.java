package dev.vitals.report;

/**
 * Numbers in their unit as the pages word them, for lines that are printed: per cent for shares, time for seconds, and a plain
 * number for all else, whose unit stands beside it. A minus is the sign that keyboards have, so that lines can be searched.
 */
public final class Units {
    private Units() {}

    /** A value. */
    public static String value(double value, String unit) {
        return typed(Format.value(value, unit));
    }

    /** How far values lie from each other, which has no sign: points for shares. */
    public static String spread(double spread, String unit) {
        return typed(EffectFormat.difference(spread, unit)).replaceFirst("^[+]", "");
    }

    /** A difference with its limits, each with its sign, such as -0.4 (-1.1 to +0.3) points. */
    public static String difference(double difference, double lower, double upper, String unit) {
        String points = unit.equals("share") ? " points" : "";
        String said = "%s (%s to %s)"
                .formatted(
                        EffectFormat.difference(difference, unit),
                        EffectFormat.difference(lower, unit),
                        EffectFormat.difference(upper, unit));
        return typed(said.replace(" points", "") + points);
    }

    private static String typed(String said) {
        return said.replace('−', '-');
    }
}
