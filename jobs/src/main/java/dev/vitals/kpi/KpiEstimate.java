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

    private static final String CLUSTERED = "_clustered";
    private static final String LOGIT = "_logit";

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

    /**
     * The same of a share, between 0 and 1: as far from it on the log-odds as the limits are by the delta method, so that a
     * share near 1 has its longer side below, and none lies outside.
     */
    KpiEstimate onLogOdds() {
        if (value == null || ciHigh == null) {
            return this;
        }
        if (value <= 0 || value >= 1) {
            return withLimits(Math.max(0, ciLow), Math.max(value, Math.min(1, ciHigh)), ciMethod);
        }
        double odds = Math.log(value / (1 - value));
        double half = (ciHigh - value) / (value * (1 - value));
        String method =
                ciMethod.endsWith(CLUSTERED) ? ciMethod.replace(CLUSTERED, LOGIT + CLUSTERED) : ciMethod + LOGIT;
        return withLimits(1 / (1 + Math.exp(half - odds)), 1 / (1 + Math.exp(-half - odds)), method);
    }

    /** The same with a lower limit of no less than 0, as of a duration. */
    KpiEstimate notNegative() {
        return ciLow == null || ciLow >= 0 ? this : withLimits(0, ciHigh, ciMethod);
    }

    private KpiEstimate withLimits(double low, Double high, String method) {
        return new KpiEstimate(name, value, low, high, method, numerator, denominator, n, nCensored);
    }

    private static Double product(Double number, double factor) {
        return number == null ? null : number * factor;
    }
}
