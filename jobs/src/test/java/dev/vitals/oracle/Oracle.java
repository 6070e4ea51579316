package dev.vitals.oracle;

import dev.vitals.kpi.KpiDefinition;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that gold must say on a day, worked out from the list of raw events: for every KPI, day, period and slice its
 * numbers. Weeks and months come from the events of their days, not from the numbers of the days.
 */
final class Oracle {
    private static final int TRAILING_DAYS = 28;

    /** Which number: {@code period} is day, week, month or trailing_28d, {@code date} the first day of it. */
    record Address(String period, String kpi, LocalDate date, String slice, String estimate)
            implements Comparable<Address> {
        private static final Comparator<Address> ORDER = Comparator.comparing(Address::period)
                .thenComparing(Address::kpi)
                .thenComparing(Address::date)
                .thenComparing(Address::slice)
                .thenComparing(Address::estimate);

        @Override
        public int compareTo(Address other) {
            return ORDER.compare(this, other);
        }
    }

    /** A number with what gold says of how final it is. */
    record Cell(OracleNumber number, boolean isSmall, boolean isMature) {}

    private final RawEvents events;
    private final List<KpiDefinition> definitions;
    private final TreeMap<Address, Cell> cells = new TreeMap<>();

    private Oracle(RawEvents events, List<KpiDefinition> definitions) {
        this.events = events;
        this.definitions = definitions;
    }

    /** All cells of all KPIs that have an oracle. */
    static TreeMap<Address, Cell> cells(RawEvents events, List<KpiDefinition> definitions) {
        Oracle oracle = new Oracle(events, definitions);
        Map<String, OracleKpi<?>> kpis = OracleKpis.of(events);
        for (KpiDefinition definition : oracle.definitions) {
            OracleKpi<?> kpi = kpis.get(definition.id());
            if (kpi != null) {
                oracle.allDays(definition, kpi);
            }
        }
        return oracle.cells;
    }

    private void allDays(KpiDefinition definition, OracleKpi<?> kpi) {
        Set<LocalDate> mondays = new TreeSet<>();
        Set<LocalDate> firstsOfMonths = new TreeSet<>();
        for (LocalDate day = events.firstDay(); !day.isAfter(events.asOf); day = day.plusDays(1)) {
            add("day", definition, kpi, day, day);
            mondays.add(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
            firstsOfMonths.add(day.withDayOfMonth(1));
        }
        mondays.forEach(monday -> add("week", definition, kpi, monday, monday.plusDays(6)));
        firstsOfMonths.forEach(
                first -> add("month", definition, kpi, first, first.with(TemporalAdjusters.lastDayOfMonth())));
        add("trailing_28d", definition, kpi, events.asOf.minusDays(TRAILING_DAYS - 1L), events.asOf);
    }

    private <F extends OracleFact> void add(
            String period, KpiDefinition definition, OracleKpi<F> kpi, LocalDate from, LocalDate to) {
        LocalDate last = to.isAfter(events.asOf) ? events.asOf : to;
        boolean isStock = definition.periodMerge() == KpiDefinition.PeriodMerge.LAST;
        List<F> facts = kpi.factsOf(isStock ? last : from, last);
        boolean isMature = !to.plusDays(definition.matureAfterDays()).isAfter(events.asOf);
        for (List<String> dimensions : definition.groupings()) {
            Map<String, List<F>> slices = new TreeMap<>();
            // The whole has a row even when nothing happened, a slice when it holds any fact, whether it counts or not.
            if (dimensions.isEmpty()) {
                slices.put("all", facts);
            } else {
                facts.forEach(fact -> slices.computeIfAbsent(sliceKey(fact, dimensions), key -> new ArrayList<>())
                        .add(fact));
            }
            slices.forEach((slice, rows) -> {
                boolean areFew = kpi.areFew(rows, definition.minDenominator());
                for (OracleNumber number : kpi.numbers().apply(rows)) {
                    cells.put(
                            new Address(period, definition.id(), from, slice, number.estimate()),
                            new Cell(number, areFew || number.n() < definition.minDenominator(), isMature));
                }
            });
        }
    }

    private static String sliceKey(OracleFact fact, List<String> dimensions) {
        List<String> parts = new ArrayList<>();
        for (String dimension : dimensions) {
            parts.add(dimension + "=" + fact.dimensions().getOrDefault(dimension, "unknown"));
        }
        parts.sort(Comparator.naturalOrder());
        return String.join("|", parts);
    }
}
