package dev.vitals.cli.night;

import dev.vitals.kpi.Distinct;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Somebody's numbers held against ours, cell by cell.
 *
 * <p>Ours count where the other gives numbers: of its KPIs, in the slices and estimates that it gives, on the days on which it
 * gives the KPI (whoever sees that a day has not changed need not say it again) and on its last day whatever it gives. There
 * each number of ours must be one of the other's, and the other way round.
 *
 * @param equal cells that say the same
 * @param different cells that do not, or that only one has
 * @param beside our cells of its days and KPIs that it does not give, in slices, estimates or on days
 * @param first what is different, in sentences; the first ones
 */
record CellComparison(long equal, long different, long beside, List<String> first) {
    /** Sums of the same numbers in another order differ by less. */
    private static final double TOLERANCE = 1e-9;

    /** Of more people than this, ours are the estimate of a sketch, which others count; it is off by three errors at most. */
    private static final double EXACT_PEOPLE = 4_096;

    private static final double SKETCH = 0.05;

    private static final Set<String> SKETCHED = KpiCatalogue.load().kpis().stream()
            .filter(kpi -> kpi.statistic() instanceof Distinct)
            .map(KpiDefinition::id)
            .collect(Collectors.toSet());

    private static final int TOLD = 20;

    /** Slices and estimates of a KPI that somebody gives. */
    private record Kind(String kpi, String dimensions, String estimate) {
        static Kind of(NightCell cell) {
            return new Kind(cell.kpi(), cell.dimensions(), cell.estimate());
        }
    }

    static CellComparison of(List<NightCell> theirs, List<NightCell> ours) {
        Set<Kind> kinds = new HashSet<>();
        Set<String> kpis = new HashSet<>();
        Set<LocalDate> days = new HashSet<>();
        Set<String> told = new HashSet<>();
        LocalDate last =
                theirs.stream().map(NightCell::date).max(LocalDate::compareTo).orElse(LocalDate.MIN);
        Map<String, NightCell> left = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (NightCell cell : theirs) {
            kinds.add(Kind.of(cell));
            kpis.add(cell.kpi());
            days.add(cell.date());
            told.add(cell.kpi() + ' ' + cell.date());
            if (left.put(cell.address(), cell) != null) {
                differences.add(cell.address() + ": given twice");
            }
        }
        long equal = 0;
        long beside = 0;
        Map<String, NightCell> mine = new HashMap<>();
        for (NightCell cell : ours) {
            if (!days.contains(cell.date()) || !kpis.contains(cell.kpi())) {
                continue;
            }
            boolean isTold = cell.date().equals(last) || told.contains(cell.kpi() + ' ' + cell.date());
            if (isTold && kinds.contains(Kind.of(cell))) {
                mine.put(cell.address(), cell);
            } else {
                beside++;
            }
        }
        for (NightCell cell : new TreeMap<>(mine).values()) {
            NightCell other = left.remove(cell.address());
            if (other == null) {
                differences.add(cell.address() + ": only we have " + text(cell));
            } else if (isSame(cell, other)) {
                equal++;
            } else {
                differences.add("%s: %s, ours %s".formatted(cell.address(), text(other), text(cell)));
            }
        }
        left.values().forEach(cell -> differences.add(cell.address() + ": we have none, but there is " + text(cell)));
        return new CellComparison(
                equal,
                differences.size(),
                beside,
                List.copyOf(differences.subList(0, Math.min(TOLD, differences.size()))));
    }

    private static boolean isSame(NightCell a, NightCell b) {
        boolean isSketched = SKETCHED.contains(a.kpi()) && a.value() != null && a.value() > EXACT_PEOPLE;
        return isSame(a.numerator(), b.numerator(), TOLERANCE)
                && isSame(a.denominator(), b.denominator(), TOLERANCE)
                && isSame(a.value(), b.value(), isSketched ? SKETCH : TOLERANCE);
    }

    private static boolean isSame(Double a, Double b, double tolerance) {
        if (a == null || b == null) {
            return Objects.equals(a, b);
        }
        return a.equals(b) || Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
    }

    private static String text(NightCell cell) {
        return "%s (%s of %s)".formatted(cell.value(), cell.numerator(), cell.denominator());
    }

    boolean isEqual() {
        return different == 0 && equal > 0;
    }
}
