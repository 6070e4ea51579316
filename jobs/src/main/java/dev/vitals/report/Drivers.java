package dev.vitals.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the slices in which a move shows by itself, as a hint where to look; it does not prove a cause. */
final class Drivers {
    private static final int MOST_OF_ONE_DIMENSION = 1;
    private static final List<String> DIMENSIONS = List.of("category", "severity", "language");

    private final Figures figures;

    Drivers(Figures figures) {
        this.figures = figures;
    }

    private record Driver(double weight, String text) {}

    /** A sentence that names the weightiest slices that moved the same way; empty when none did. */
    String sentence(KpiView kpi, Movement movement) {
        List<String> drivers = new ArrayList<>();
        for (String dimension : DIMENSIONS) {
            figures.values(kpi, dimension).stream()
                    .map(value -> driver(kpi, movement, dimension, value))
                    .filter(driver -> driver.weight() > 0)
                    .sorted(Comparator.comparing(Driver::weight).reversed().thenComparing(Driver::text))
                    .limit(MOST_OF_ONE_DIMENSION)
                    .map(Driver::text)
                    .forEach(drivers::add);
        }
        return drivers.isEmpty() ? "" : " The same move shows in " + String.join(", ", drivers) + ".";
    }

    private Driver driver(KpiView kpi, Movement movement, String dimension, String value) {
        Figure now = figures.now(kpi, kpi.leading(), dimension, value);
        Figure before = figures.before(kpi, kpi.leading(), dimension, value);
        Movement slice = figures.movement(kpi, kpi.leading(), dimension, value);
        if (!slice.isMoved() || slice.isUp() != movement.isUp() || !now.hasValue() || !before.hasValue()) {
            return new Driver(0, "");
        }
        double weight = Math.abs(now.value() - before.value()) * now.cell().n();
        String span = Narrative.told(before) + " to " + Narrative.told(now);
        return new Driver(weight, dimension.replace('_', ' ') + " " + Plain.isolated(value) + " (" + span + ")");
    }
}
