package dev.vitals.job.alert;

import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.stats.DailyValue;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The days of one number of a KPI and slice, as they are compared with each other.
 *
 * <p>A day without a row is no day, but for counts: there it is a 0, so that a slice that vanishes is seen. A count that is
 * hidden outside counts here, too, for the same reason; any other number of too few observations is left out, and so is one
 * that has no interval to say how far it is off by chance.
 *
 * @param kpi the KPI
 * @param slice dimensions and values; empty for all rows
 * @param estimate which number
 * @param cells what gold holds of it, by day
 * @param measured days on which the KPI was measured at all
 */
record Series(
        KpiDefinition kpi,
        Map<String, String> slice,
        String estimate,
        TreeMap<LocalDate, Cell> cells,
        NavigableSet<LocalDate> measured) {
    private static final Set<String> COUNTED = Set.of("count", "distinct");
    /** Standard errors in half a 95% interval. */
    private static final double NORMAL = 1.959964;

    /** The value of a day; empty where there is none to compare. */
    Optional<DailyValue> value(LocalDate day) {
        Cell cell = cells.get(day);
        if (cell == null) {
            return isCount() && measured.contains(day)
                    ? Optional.of(new DailyValue(day, 0, chance(0)))
                    : Optional.empty();
        }
        KpiEstimate number = cell.estimate();
        if (cell.kpiVersion() != kpi.version() || number.value() == null || (cell.isSmall() && !isCount())) {
            return Optional.empty();
        }
        return samplingError(number).map(error -> new DailyValue(day, number.value(), error));
    }

    /** The values from a day to another, both included. */
    List<DailyValue> values(LocalDate from, LocalDate to) {
        List<DailyValue> values = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(to); day = day.plusDays(1)) {
            value(day).ifPresent(values::add);
        }
        return values;
    }

    /** Whether a number is worth a test: of a count, that it was or should have been large enough to be shown. */
    boolean isLargeEnough(double observed, double expected) {
        return !isCount() || Math.max(observed, expected) >= kpi.minDenominator();
    }

    long observations(LocalDate day) {
        return cells.containsKey(day) ? cells.get(day).estimate().n() : 0;
    }

    boolean isSmall(LocalDate day) {
        return !cells.containsKey(day) || cells.get(day).isSmall();
    }

    private boolean isCount() {
        return kpi.statistic().word().equals("count");
    }

    /** Everything that is counted varies at least as arrivals by chance do. */
    private Optional<Double> samplingError(KpiEstimate number) {
        if (COUNTED.contains(kpi.statistic().word())) {
            return Optional.of(chance(number.value()));
        }
        if (number.ciLow() == null && number.ciHigh() == null) {
            return Optional.empty();
        }
        double low = number.ciLow() == null ? number.value() : number.ciLow();
        double high = number.ciHigh() == null ? number.value() : number.ciHigh();
        int ends = number.ciLow() == null || number.ciHigh() == null ? 1 : 2;
        return Optional.of((high - low) / (ends * NORMAL));
    }

    private static double chance(double count) {
        return Math.sqrt(Math.max(1, count));
    }
}
