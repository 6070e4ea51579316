package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The numbers of one report, found by KPI, estimate and slice; small cells are gone before anyone asks. */
final class Figures {
    /** Dimensions that a report may break a number down by; any other could single out a person. */
    private static final Set<String> DIMENSIONS = Set.of(
            "category",
            "severity",
            "language",
            "region",
            "surface",
            "channel_tier",
            "queue",
            "trigger",
            "is_automated",
            "strike",
            "action",
            "is_brigaded",
            "has_hostile_raid",
            Teams.DIMENSION);

    private static final Map<String, String> DISTURBANCES =
            Map.of("is_brigaded", "brigades", "has_hostile_raid", "raided channels");

    private final ReportInput input;
    private final Map<String, KpiView> kpis = new LinkedHashMap<>();
    private final Map<Key, Figure> figures = new HashMap<>();
    private final Map<Breakdown, Set<String>> values = new HashMap<>();

    private record Key(String kpi, String estimate, LocalDate start, LocalDate end, String dimension, String value) {}

    private record Breakdown(String kpi, LocalDate start, LocalDate end, String dimension) {}

    Figures(ReportInput input) {
        this.input = input;
        input.kpis().forEach(kpi -> kpis.put(kpi.id(), kpi));
        addAll();
    }

    ReportInput input() {
        return input;
    }

    Period period() {
        return input.period();
    }

    boolean knows(String kpi) {
        return kpis.containsKey(kpi);
    }

    KpiView kpi(String id) {
        return kpis.get(id);
    }

    List<KpiView> kpis() {
        return List.copyOf(kpis.values());
    }

    /** The number of this period over all slices. */
    Figure now(KpiView kpi, String estimate) {
        return find(kpi, estimate, period(), "", "");
    }

    /** The number of the period that it is compared with, over all slices. */
    Figure before(KpiView kpi, String estimate) {
        return find(kpi, estimate, period().compared(), "", "");
    }

    Figure now(KpiView kpi, String estimate, String dimension, String value) {
        return find(kpi, estimate, period(), dimension, value);
    }

    Figure before(KpiView kpi, String estimate, String dimension, String value) {
        return find(kpi, estimate, period().compared(), dimension, value);
    }

    Figure day(KpiView kpi, String estimate, LocalDate day) {
        Figure figure = figures.get(new Key(kpi.id(), estimate, day, day, "", ""));
        return figure == null ? Figure.noData(kpi, estimate) : figure;
    }

    /** What the nights found unusual of the KPIs of the report. */
    List<Alarm> alarms() {
        return input.alarms().stream()
                .filter(alarm -> kpis.containsKey(alarm.kpi()))
                .toList();
    }

    /** Whether an alarm may be told, as its number may. */
    boolean shows(Alarm alarm) {
        return DIMENSIONS.containsAll(alarm.slice().keySet()) && input.gate().shows(kpi(alarm.kpi()), alarm);
    }

    /**
     * The number of this period without brigades, or without the days of raided channels, in words; empty where the KPI is
     * not told apart by them, where there were none, or where it may not be told.
     */
    String undisturbed(KpiView kpi, String estimate) {
        List<String> words = new ArrayList<>();
        DISTURBANCES.forEach((dimension, name) -> {
            Figure without = now(kpi, estimate, dimension, "false");
            if (values(kpi, dimension).contains("true") && without.hasValue()) {
                String interval = without.intervalText();
                words.add(without.valueText() + (interval.isEmpty() ? "" : " (" + interval + ")") + " without " + name);
            }
        });
        return String.join("; ", words);
    }

    /** Days that have any daily number, in order and without gaps. */
    List<LocalDate> days() {
        TreeSet<LocalDate> days = new TreeSet<>();
        input.daily().forEach(cell -> days.add(cell.start()));
        return days.isEmpty()
                ? List.of()
                : days.first().datesUntil(days.last().plusDays(1)).toList();
    }

    /** Values of a dimension for which the KPI has a number in this period, in alphabetical order. */
    List<String> values(KpiView kpi, String dimension) {
        return List.copyOf(
                values.getOrDefault(new Breakdown(kpi.id(), period().start(), period().end(), dimension), Set.of()));
    }

    /** Days of the period that had been measured, as far as any KPI tells. */
    int measuredDays() {
        return input.periods().stream()
                .filter(cell -> cell.start().equals(period().start()))
                .mapToInt(Cell::days)
                .max()
                .orElse(0);
    }

    boolean isPartial() {
        return measuredDays() < period().length();
    }

    /** How a number moved; sums over a part of the period are not compared with a whole one. */
    Movement movement(KpiView kpi, String estimate) {
        Movement movement =
                Movement.between(before(kpi, estimate), now(kpi, estimate), Weekdays.of(this, kpi, estimate));
        if (!isPartial()) {
            return movement;
        }
        boolean isSum = kpi.statistic().equals("count") || kpi.statistic().equals("distinct");
        return isSum && movement.isCompared() ? movement.with(Movement.Verdict.PARTIAL) : movement.provisional();
    }

    /** How a slice moved; it shares the days of the whole, and is not said to move when those do not agree. */
    Movement movement(KpiView kpi, String estimate, String dimension, String value) {
        Movement slice =
                Movement.between(before(kpi, estimate, dimension, value), now(kpi, estimate, dimension, value));
        Movement.Verdict whole = movement(kpi, estimate).verdict();
        boolean isHeldBack = whole == Movement.Verdict.UNEVEN || whole == Movement.Verdict.PARTIAL;
        return slice.isMoved() && isHeldBack ? slice.with(whole) : slice;
    }

    private Figure find(KpiView kpi, String estimate, Period period, String dimension, String value) {
        Figure figure = figures.get(new Key(kpi.id(), estimate, period.start(), period.end(), dimension, value));
        return figure == null ? Figure.noData(kpi, estimate) : figure;
    }

    /** Numbers of the report's periods, whole and by one dimension, and the days of the charts, whole. */
    private void addAll() {
        input.periods().stream().filter(this::isShown).forEach(this::add);
        input.daily().stream()
                .filter(cell -> cell.slice().isEmpty() && isShown(cell))
                .forEach(this::add);
    }

    private boolean isShown(Cell cell) {
        return kpis.containsKey(cell.kpi())
                && cell.slice().size() <= 1
                && DIMENSIONS.containsAll(cell.slice().keySet());
    }

    private void add(Cell cell) {
        KpiView kpi = kpis.get(cell.kpi());
        String dimension = cell.slice().keySet().stream().findFirst().orElse("");
        String value = cell.slice().getOrDefault(dimension, "");
        if (!dimension.isEmpty()) {
            values.computeIfAbsent(
                            new Breakdown(cell.kpi(), cell.start(), cell.end(), dimension), key -> new TreeSet<>())
                    .add(value);
        }
        figures.put(
                new Key(cell.kpi(), cell.estimate(), cell.start(), cell.end(), dimension, value),
                input.gate().hides(cell) ? Figure.tooFew(kpi, cell.estimate()) : Figure.of(kpi, cell));
    }

    /** Values of a dimension over several KPIs: shown ones by the first KPI's size, then the hidden by name. */
    List<String> ordered(List<KpiView> measured, String dimension) {
        Set<String> all = new TreeSet<>();
        measured.forEach(kpi -> all.addAll(values(kpi, dimension)));
        KpiView first = measured.get(0);
        return all.stream()
                .sorted(Comparator.comparingLong((String value) -> {
                            Figure figure = now(first, first.leading(), dimension, value);
                            return figure.hasCell() ? -figure.cell().n() : 0;
                        })
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }
}
