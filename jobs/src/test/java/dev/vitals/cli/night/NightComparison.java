package dev.vitals.cli.night;

import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.Distinct;
import dev.vitals.kpi.KpiDefinition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether two ways to the numbers of some days came to the same: the same cells, with the same counts and values.
 *
 * <p>Doubles may differ by a billionth, which is more than another order of adding makes. People are counted exactly on one
 * side and by a sketch on the other, which is exact up to 4,096 and told apart from its estimates beyond.
 */
final class NightComparison {
    private static final double ROUNDING = 1e-9;
    private static final double EXACT_PEOPLE = 4_096;

    /** More than three standard errors of the sketch. */
    private static final double SKETCH = 0.05;

    private final Set<String> distinct = DuckMeasure.kpis().stream()
            .filter(kpi -> kpi.statistic() instanceof Distinct)
            .map(KpiDefinition::id)
            .collect(Collectors.toSet());

    private final Set<String> shared =
            DuckMeasure.kpis().stream().map(KpiDefinition::id).collect(Collectors.toSet());

    /** KPIs that both contestants compute. */
    Set<String> kpis() {
        return new TreeSet<>(shared);
    }

    /** What gold says, as far as the other contestant computes it too. */
    List<NightCell> shared(Collection<Cell> gold) {
        return gold.stream()
                .filter(cell -> shared.contains(cell.kpi()) && DuckMeasure.hasSlice(cell.sliceKey()))
                .map(NightComparison::point)
                .toList();
    }

    private static NightCell point(Cell cell) {
        return new NightCell(
                cell.kpi(),
                cell.date(),
                cell.sliceKey(),
                cell.estimate().name(),
                cell.estimate().numerator(),
                cell.estimate().denominator(),
                cell.estimate().value());
    }

    private record Address(String kpi, LocalDate date, String sliceKey, String estimate) {
        static Address of(NightCell cell) {
            return new Address(cell.kpi(), cell.date(), cell.sliceKey(), cell.estimate());
        }
    }

    /** Each cell that the two do not agree on, in words; none when they do. */
    List<String> differences(Collection<NightCell> vitals, Collection<NightCell> other) {
        Map<String, Map<Address, NightCell>> sides = new TreeMap<>();
        sides.put("vitals", byAddress(vitals));
        sides.put("other", byAddress(other));
        List<String> differences = new ArrayList<>();
        sides.get("vitals").forEach((address, cell) -> {
            NightCell same = sides.get("other").get(address);
            if (same == null) {
                differences.add("only Vitals has " + cell);
            } else if (!isSame(cell, same)) {
                differences.add("Vitals has " + cell + ", the other " + same);
            }
        });
        sides.get("other").forEach((address, cell) -> {
            if (!sides.get("vitals").containsKey(address)) {
                differences.add("only the other has " + cell);
            }
        });
        differences.sort(null);
        return differences;
    }

    private static Map<Address, NightCell> byAddress(Collection<NightCell> cells) {
        return cells.stream().collect(Collectors.toMap(Address::of, cell -> cell));
    }

    private boolean isSame(NightCell one, NightCell other) {
        boolean isSketched = distinct.contains(one.kpi()) && one.value() != null && one.value() > EXACT_PEOPLE;
        return isNear(one.numerator(), other.numerator(), ROUNDING)
                && isNear(one.denominator(), other.denominator(), ROUNDING)
                && isNear(one.value(), other.value(), isSketched ? SKETCH : ROUNDING);
    }

    private static boolean isNear(Double one, Double other, double tolerance) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other));
    }
}
