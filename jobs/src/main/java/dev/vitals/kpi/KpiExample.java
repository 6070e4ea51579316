package dev.vitals.kpi;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of the fact table and the values that follow from them: the test of a definition and its documentation.
 *
 * @param asOf last day whose events count
 * @param given rows: column to text, Long, BigDecimal, Boolean, list of texts (for a sketch of them), or list of
 *     maps (for structs); columns left out are null. Dates are texts like 2026-03-02, timestamps like 2026-03-02T10:00:00Z
 * @param then what must come out
 */
public record KpiExample(LocalDate asOf, List<Map<String, Object>> given, List<Expected> then) {
    public KpiExample {
        given = List.copyOf(given);
        then = List.copyOf(then);
    }

    /**
     * A number that must come out; what is empty is not looked at, apart from the value.
     *
     * @param date day of the anchor
     * @param slice slice as text: {@code all}, or {@code dimension=value} joined by {@code |}
     * @param estimate name of the estimate
     * @param value the value, to four digits; empty when there must be none
     */
    public record Expected(
            LocalDate date,
            String slice,
            String estimate,
            Optional<BigDecimal> value,
            Optional<BigDecimal> ciLow,
            Optional<BigDecimal> ciHigh,
            Optional<BigDecimal> numerator,
            Optional<BigDecimal> denominator,
            Optional<BigDecimal> n,
            Optional<BigDecimal> nCensored) {
        private static final double FOUR_DIGITS = 1e-4;

        /** Whether the estimate is what was expected; numbers may differ by one ten-thousandth of themselves. */
        public boolean agrees(KpiEstimate actual) {
            return estimate.equals(actual.name())
                    && value.isPresent() == (actual.value() != null)
                    && agrees(value, actual.value())
                    && agrees(ciLow, actual.ciLow())
                    && agrees(ciHigh, actual.ciHigh())
                    && agrees(numerator, actual.numerator())
                    && agrees(denominator, actual.denominator())
                    && agrees(n, (double) actual.n())
                    && agrees(nCensored, actual.nCensored() == null ? null : (double) actual.nCensored());
        }

        private static boolean agrees(Optional<BigDecimal> expected, Double actual) {
            if (expected.isEmpty()) {
                return true;
            }
            double wanted = expected.get().doubleValue();
            return actual != null && Math.abs(actual - wanted) <= FOUR_DIGITS * Math.abs(wanted);
        }
    }
}
