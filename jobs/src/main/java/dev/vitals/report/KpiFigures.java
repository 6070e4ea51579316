package dev.vitals.report;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Everything that may be published of one KPI: its days, weeks and months in all slices, behind the gate for small cells. */
final class KpiFigures {
    private final KpiView kpi;
    private final Gate gate;
    private final Map<Key, Figure> figures = new HashMap<>();

    private record Key(String estimate, LocalDate start, LocalDate end, Map<String, String> slice) {}

    /**
     * Figures of a KPI.
     *
     * @param cells all its cells, pairs of dimensions too
     * @param gate has decided about them
     */
    KpiFigures(KpiView kpi, List<Cell> cells, Gate gate) {
        this.kpi = kpi;
        this.gate = gate;
        for (Cell cell : cells) {
            Key key = new Key(cell.estimate(), cell.start(), cell.end(), cell.slice());
            figures.put(key, isHidden(cell) ? Figure.tooFew(kpi, cell.estimate()) : Figure.of(kpi, cell));
        }
    }

    KpiView kpi() {
        return kpi;
    }

    boolean isHidden(Cell cell) {
        return gate.hides(cell);
    }

    Figure figure(String estimate, Period period, Map<String, String> slice) {
        Figure figure = figures.get(new Key(estimate, period.start(), period.end(), slice));
        return figure == null ? Figure.noData(kpi, estimate) : figure;
    }

    /** How many numbers there are. */
    int size() {
        return figures.size();
    }

    /** How many of them are hidden. */
    int tooFew() {
        return (int) figures.values().stream()
                .filter(figure -> figure.state() == Figure.State.TOO_FEW)
                .count();
    }

    /**
     * How a number moved, by the rules of the weekly report: a week of all slices is judged by its days, too, and slices
     * share what these say.
     */
    Movement movement(String estimate, Period period, Map<String, String> slice) {
        Movement whole = whole(estimate, period);
        if (slice.isEmpty()) {
            return whole;
        }
        Movement own = Movement.between(figure(estimate, period.compared(), slice), figure(estimate, period, slice));
        boolean isHeldBack = whole.verdict() == Movement.Verdict.UNEVEN || whole.verdict() == Movement.Verdict.PARTIAL;
        return own.isMoved() && isHeldBack ? own.with(whole.verdict()) : own;
    }

    private Movement whole(String estimate, Period period) {
        Figure now = figure(estimate, period, Map.of());
        Weekdays days = Weekdays.of(period, day -> figure(estimate, Period.day(day), Map.of()));
        Movement movement = Movement.between(figure(estimate, period.compared(), Map.of()), now, days);
        boolean isPartial = now.hasCell() && now.cell().days() < period.length();
        if (!isPartial) {
            return movement;
        }
        boolean isSum = kpi.statistic().equals("count") || kpi.statistic().equals("distinct");
        return isSum && movement.isCompared() ? movement.with(Movement.Verdict.PARTIAL) : movement.provisional();
    }
}
