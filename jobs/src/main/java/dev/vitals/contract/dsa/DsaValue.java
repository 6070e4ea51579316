package dev.vitals.contract.dsa;

/**
 * One number of the report.
 *
 * @param section section, e.g. {@code 4_notices}
 * @param line line of the section, counted from 1
 * @param indicator what is told
 * @param scope of what: a category, a language, or the whole
 * @param value the number; null when the logs can't tell it, which is not 0
 * @param unit count, hours or share
 * @param basis what an estimate rests on; null for a count
 */
public record DsaValue(
        DsaSection section, int line, String indicator, String scope, Double value, String unit, Basis basis) {
    public static final String COUNT = "count";
    public static final String HOURS = "hours";
    public static final String SHARE = "share";

    /** What an estimate rests on; ends of the 95% interval are null where there is none. */
    public record Basis(
            Double ciLow, Double ciHigh, String ciMethod, Double numerator, Double denominator, long observations) {}

    /** What makes a number of a report one number. */
    public String address() {
        return section.word() + " | " + scope + " | " + indicator;
    }

    /** A count; null when the logs can not tell it. */
    public static DsaValue count(DsaSection section, int line, String indicator, String scope, Long value) {
        return new DsaValue(section, line, indicator, scope, value == null ? null : (double) value, COUNT, null);
    }
}
