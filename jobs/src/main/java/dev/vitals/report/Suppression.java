package dev.vitals.report;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which cells of a breakdown to hide so that no small cell can be recovered by subtraction from the total.
 *
 * <p>Small cells go first. While only one cell is hidden, or the hidden ones together are fewer than the minimum, the
 * smallest shown cell is hidden too: what a reader can subtract is then a sum over at least two cells, and not small.
 */
final class Suppression {
    private Suppression() {}

    /**
     * What a breakdown holds in one cell.
     *
     * @param n observations
     * @param isSmall it may not be shown for itself
     */
    record Count(long n, boolean isSmall) {}

    /** Keys of the cells to hide; cells without observations are never among them. */
    static <K extends Comparable<? super K>> Set<K> hidden(Map<K, Count> cells, long minimum) {
        Set<K> hidden = new LinkedHashSet<>();
        long sum = 0;
        List<Map.Entry<K, Count>> bySize = cells.entrySet().stream()
                .filter(cell -> cell.getValue().n() > 0)
                .sorted(Comparator.comparing(
                                (Map.Entry<K, Count> cell) -> !cell.getValue().isSmall())
                        .thenComparing(cell -> cell.getValue().n())
                        .thenComparing(Map.Entry::getKey))
                .toList();
        for (Map.Entry<K, Count> cell : bySize) {
            boolean isProtected = hidden.isEmpty() || (hidden.size() > 1 && sum >= minimum);
            if (isProtected && !cell.getValue().isSmall()) {
                break;
            }
            hidden.add(cell.getKey());
            sum += cell.getValue().n();
        }
        return hidden;
    }
}
