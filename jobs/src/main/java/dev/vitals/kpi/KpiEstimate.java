package dev.vitals.kpi;

/**
 * One number of a KPI, as a row of gold shows it.
 *
 * @param name which number: {@code value}, or {@code p50}, {@code mean_72h}, ... where a KPI has several
 * @param value the number in the KPI's unit; null when the data do not give one
 * @param ciLow lower end of the 95% interval; null when there is none
 * @param ciHigh upper end of the 95% interval; null when there is none
 * @param ciMethod how the interval was made; {@code none} when it has no end
 * @param numerator what was counted; null when the KPI has none
 * @param denominator what it was divided by, before any rescaling; null when the KPI has none
 * @param n observations
 * @param nCensored observations whose end was not seen; null for KPIs that are no durations
 */
public record KpiEstimate(
        String name,
        Double value,
        Double ciLow,
        Double ciHigh,
        String ciMethod,
        Double numerator,
        Double denominator,
        long n,
        Long nCensored) {
    /** The method of a number without an interval. */
    public static final String NO_INTERVAL = "none";

    /** The name of the number of a KPI that has one number. */
    public static final String VALUE = "value";

    /** A number that is known, or unknown, without doubt. */
    static KpiEstimate withoutInterval(String name, Double value, Double numerator, Double denominator, long n) {
        return new KpiEstimate(name, value, null, null, NO_INTERVAL, numerator, denominator, n, null);
    }

    /** The same with value and limits multiplied; numerator and denominator stay what was counted. */
    KpiEstimate times(double factor) {
        return new KpiEstimate(
                name,
                product(value, factor),
                product(ciLow, factor),
                product(ciHigh, factor),
                ciMethod,
                numerator,
                denominator,
                n,
                nCensored);
    }

    /** The same with an upper limit of no more than this, or than the value if that lies above. */
    KpiEstimate atMost(double highest) {
        if (ciHigh == null || ciHigh <= highest) {
            return this;
        }
        double high = value == null ? highest : Math.max(value, highest);
        return new KpiEstimate(name, value, ciLow, high, ciMethod, numerator, denominator, n, nCensored);
    }

    private static Double product(Double number, double factor) {
        return number == null ? null : number * factor;
    }
}
