package dev.vitals.stats;

import java.time.LocalDate;

/**
 * A number of one day, and how far it may be off by chance alone.
 *
 * @param day the day
 * @param value the number
 * @param samplingError its standard error from the size of its sample, 0 or more; 0 for a number that is no sample
 */
public record DailyValue(LocalDate day, double value, double samplingError) {
    public DailyValue {
        if (!Double.isFinite(value) || !(samplingError >= 0) || Double.isInfinite(samplingError)) {
            throw new IllegalArgumentException("a value of " + value + " with a sampling error of " + samplingError
                    + " on " + day + " is not a number with an error; leave the day out when it has no value");
        }
    }

    /**
     * The day's number from its interval: half of it is taken for its normal points. Of a bound, such as "at most" for
     * no event at all, it is the distance to the limit, so that such a day has an error, too.
     *
     * @throws IllegalArgumentException if the estimate has no value
     */
    public static DailyValue of(LocalDate day, Estimate estimate) {
        double value = estimate.value()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the estimate of " + day + " has no value; leave the day out when it has none"));
        if (estimate.lower().isEmpty() || estimate.upper().isEmpty()) {
            return new DailyValue(day, value, estimate.standardError().orElse(0));
        }
        double width = estimate.upper().getAsDouble() - estimate.lower().getAsDouble();
        double points = estimate.reading() == Estimate.Reading.VALUE ? 2 : 1;
        return new DailyValue(day, value, width / (points * Tails.normal(Tails.each(estimate.confidence()))));
    }
}
