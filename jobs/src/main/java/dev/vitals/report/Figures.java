package dev.vitals.report;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The numbers of one report, found by KPI, estimate and slice; small cells are gone before anyone asks. */
final class Figures {
    /** Dimension of teams, the finest grain at which moderators are shown. */
    static final String TEAM = "moderator_team";

    private static final String ACTIVE_MODERATORS = "active_moderators";
    private static final long LEAST_TEAM = 5;

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
            TEAM);

    private final ReportInput input;
    private final Map<String, KpiView> kpis = new LinkedHashMap<>();
    private final Map<Key, Figure> figures = new HashMap<>();
    private final Map<Breakdown, Set<String>> values = new HashMap<>();

    private record Key(String kpi, String estimate, LocalDate start, LocalDate end, String dimension, String value) {}

    private record Breakdown(String kpi, LocalDate start, LocalDate end, String dimension) {}

    Figures(ReportInput input) {
        this.input = input;
        input.kpis().forEach(kpi -> kpis.put(kpi.id(), kpi));
        addPeriods();
        addDays();
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

    /** The number of the period before over all slices. */
    Figure before(KpiView kpi, String estimate) {
        return find(kpi, estimate, period().previous(), "", "");
    }

    Figure now(KpiView kpi, String estimate, String dimension, String value) {
        return find(kpi, estimate, period(), dimension, value);
    }

    Figure before(KpiView kpi, String estimate, String dimension, String value) {
        return find(kpi, estimate, period().previous(), dimension, value);
    }

    Figure day(KpiView kpi, String estimate, LocalDate day) {
        Figure figure = figures.get(new Key(kpi.id(), estimate, day, day, "day", ""));
        return figure == null ? Figure.noData(kpi, estimate) : figure;
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

    private void addPeriods() {
        Map<Breakdown, Map<String, List<Cell>>> breakdowns = new LinkedHashMap<>();
        for (Cell cell : input.periods()) {
            if (!kpis.containsKey(cell.kpi()) || cell.slice().size() > 1) {
                continue;
            }
            if (cell.slice().isEmpty()) {
                put(cell, "", "", cell.isSmall());
                continue;
            }
            Map.Entry<String, String> slice = cell.slice().entrySet().iterator().next();
            if (DIMENSIONS.contains(slice.getKey())) {
                breakdowns
                        .computeIfAbsent(
                                new Breakdown(cell.kpi(), cell.start(), cell.end(), slice.getKey()),
                                key -> new TreeMap<>())
                        .computeIfAbsent(slice.getValue(), key -> new ArrayList<>())
                        .add(cell);
            }
        }
        breakdowns.forEach((breakdown, cells) -> {
            Set<String> hidden = new HashSet<>(
                    Suppression.hidden(counts(cells), kpis.get(breakdown.kpi()).minDenominator()));
            if (breakdown.dimension().equals(TEAM)) {
                hidden.addAll(Suppression.hidden(people(breakdown, cells.keySet()), LEAST_TEAM));
            }
            values.put(breakdown, cells.keySet());
            cells.forEach((value, estimates) ->
                    estimates.forEach(cell -> put(cell, breakdown.dimension(), value, hidden.contains(value))));
        });
    }

    /** Days of one week add up to the week's number, so they protect each other as slices do. */
    private void addDays() {
        Map<Breakdown, Map<LocalDate, List<Cell>>> weeks = new LinkedHashMap<>();
        for (Cell cell : input.daily()) {
            if (kpis.containsKey(cell.kpi()) && cell.slice().isEmpty()) {
                Period group = period().kind() == Period.Kind.MONTH
                        ? Period.monthOf(cell.start())
                        : Period.weekOf(cell.start());
                weeks.computeIfAbsent(
                                new Breakdown(cell.kpi(), group.start(), group.end(), "day"), key -> new TreeMap<>())
                        .computeIfAbsent(cell.start(), key -> new ArrayList<>())
                        .add(cell);
            }
        }
        weeks.forEach((week, cells) -> {
            Set<LocalDate> hidden =
                    Suppression.hidden(counts(cells), kpis.get(week.kpi()).minDenominator());
            cells.forEach((day, estimates) -> estimates.forEach(cell -> put(cell, "day", "", hidden.contains(day))));
        });
    }

    private void put(Cell cell, String dimension, String value, boolean isHidden) {
        KpiView kpi = kpis.get(cell.kpi());
        boolean isTooFew = isHidden && cell.n() > 0;
        figures.put(
                new Key(cell.kpi(), cell.estimate(), cell.start(), cell.end(), dimension, value),
                isTooFew ? Figure.tooFew(kpi, cell.estimate()) : Figure.of(kpi, cell));
    }

    private static <K extends Comparable<? super K>> Map<K, Suppression.Count> counts(Map<K, List<Cell>> cells) {
        Map<K, Suppression.Count> counts = new TreeMap<>();
        cells.forEach((key, estimates) -> counts.put(
                key,
                new Suppression.Count(
                        estimates.stream().mapToLong(Cell::n).min().orElse(0),
                        estimates.stream().anyMatch(Cell::isSmall))));
        return counts;
    }

    /** Moderators at work by team; a team of unknown size counts as one person, and is hidden. */
    private Map<String, Suppression.Count> people(Breakdown breakdown, Set<String> teams) {
        Map<String, Suppression.Count> people = new TreeMap<>();
        for (String team : teams) {
            long size = input.periods().stream()
                    .filter(cell -> cell.kpi().equals(ACTIVE_MODERATORS)
                            && cell.start().equals(breakdown.start())
                            && cell.end().equals(breakdown.end())
                            && cell.slice().equals(Map.of(TEAM, team))
                            && cell.value() != null)
                    .mapToLong(cell -> Math.round(cell.value()))
                    .min()
                    .orElse(1);
            people.put(team, new Suppression.Count(Math.max(size, 1), size < LEAST_TEAM));
        }
        return people;
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
