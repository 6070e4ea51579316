package dev.vitals.job.measure;

import dev.vitals.kpi.Estimates;
import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Merges daily states into weeks, months and the trailing 28 days: sums of days, never averages and never a re-scan. */
public final class Periods {
    /** Length of the trailing period. */
    public static final int TRAILING_DAYS = 28;

    private Periods() {}

    /** Kinds of period, by the word that gold uses. */
    public enum Kind {
        /** ISO week, Monday first. */
        WEEK,
        /** Calendar month. */
        MONTH,
        /** The 28 days up to the as-of day. */
        TRAILING_28D;

        /** The word in {@code gold.kpi_period}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A stretch of days with a name.
     *
     * @param kind what it is
     * @param from first day
     * @param to last day, inclusive
     */
    public record Period(Kind kind, LocalDate from, LocalDate to) {
        /** The ISO week that holds the day. */
        public static Period weekOf(LocalDate day) {
            LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return new Period(Kind.WEEK, monday, monday.plusDays(6));
        }

        /** The month that holds the day. */
        public static Period monthOf(LocalDate day) {
            return new Period(Kind.MONTH, day.withDayOfMonth(1), day.with(TemporalAdjusters.lastDayOfMonth()));
        }

        /** The 28 days that end with the day. */
        public static Period trailing(LocalDate lastDay) {
            return new Period(Kind.TRAILING_28D, lastDay.minusDays(TRAILING_DAYS - 1L), lastDay);
        }

        /** Whether the day belongs to it. */
        public boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /**
     * A number of a KPI for a period and slice.
     *
     * @param period the period
     * @param days days of it that had been measured
     * @param cell the number; its date is the first day of the period, and it carries no state
     */
    public record PeriodCell(Period period, int days, Cell cell) {
        /** See {@link Cell#seenAfter}. */
        public PeriodCell seenAfter(LocalDate night) {
            return new PeriodCell(period, days, cell.seenAfter(night));
        }

        /** Which number this is: cells with the same address are versions of one number. */
        public Address address() {
            return new Address(period.kind(), cell.address());
        }

        /** What makes a number of a period one number. */
        public record Address(Kind kind, Cell.Address cell) implements Comparable<Address> {
            private static final Comparator<Address> ORDER =
                    Comparator.comparing(Address::kind).thenComparing(Address::cell);

            @Override
            public int compareTo(Address other) {
                return ORDER.compare(this, other);
            }
        }
    }

    /** Periods that hold any of the days, and the trailing one, in order. */
    public static List<Period> touched(Collection<LocalDate> days, LocalDate asOf) {
        TreeSet<Period> periods =
                new TreeSet<>(Comparator.comparing(Period::kind).thenComparing(Period::from));
        for (LocalDate day : days) {
            periods.add(Period.weekOf(day));
            periods.add(Period.monthOf(day));
        }
        periods.add(Period.trailing(asOf));
        return List.copyOf(periods);
    }

    /**
     * The cells of a period.
     *
     * @param kpis definitions by id; cells of other KPIs, or of another version, are left out
     * @param daily cells with a state, of the days of the period
     */
    public static List<PeriodCell> merge(Period period, Map<String, KpiDefinition> kpis, List<Cell> daily) {
        Map<String, List<Cell>> byKpi = new TreeMap<>();
        for (Cell cell : daily) {
            KpiDefinition kpi = kpis.get(cell.kpi());
            if (cell.state() != null
                    && period.holds(cell.date())
                    && kpi != null
                    && kpi.version() == cell.kpiVersion()) {
                byKpi.computeIfAbsent(cell.kpi(), id -> new ArrayList<>()).add(cell);
            }
        }
        return byKpi.entrySet().parallelStream()
                .flatMap(entry -> mergeKpi(period, kpis.get(entry.getKey()), entry.getValue()).stream())
                .toList();
    }

    private static List<PeriodCell> mergeKpi(Period period, KpiDefinition kpi, List<Cell> cells) {
        TreeSet<LocalDate> measured = new TreeSet<>();
        cells.forEach(cell -> measured.add(cell.date()));
        boolean isStock = kpi.periodMerge() == KpiDefinition.PeriodMerge.LAST;
        Map<String, List<Cell>> bySlice = new TreeMap<>();
        for (Cell cell : cells) {
            if (!isStock || cell.date().equals(measured.last())) {
                bySlice.computeIfAbsent(cell.sliceKey(), key -> new ArrayList<>())
                        .add(cell);
            }
        }
        // A slice without rows on the last days is as provisional as the others: rows may still come.
        boolean isMature = measured.last().equals(period.to()) && cells.stream().allMatch(Cell::isMature);
        return bySlice.values().parallelStream()
                .flatMap(slice -> mergeSlice(period, kpi, slice, measured.size(), isMature).stream())
                .toList();
    }

    private static List<PeriodCell> mergeSlice(
            Period period, KpiDefinition kpi, List<Cell> cells, int days, boolean isMature) {
        cells.sort(Comparator.comparing(Cell::date));
        Evidence evidence = Evidence.merge(
                kpi,
                cells.stream()
                        .map(cell -> Evidence.decode(kpi, cell.state(), cell.people(), cell.clusters()))
                        .toList());
        LocalDate seen =
                cells.stream().map(Cell::asOf).max(Comparator.naturalOrder()).orElseThrow();
        List<PeriodCell> merged = new ArrayList<>();
        for (KpiEstimate estimate : Estimates.of(kpi, cells.get(0).slice().keySet(), evidence)) {
            Cell cell = new Cell(
                    kpi.id(),
                    kpi.version(),
                    period.from(),
                    cells.get(0).slice(),
                    estimate,
                    kpi.isSmall(estimate, evidence.people()),
                    isMature,
                    seen,
                    null,
                    null,
                    null);
            merged.add(new PeriodCell(period, days, cell));
        }
        return merged;
    }
}
