package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.report.Suppression.Count;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SuppressionTest {
    private static final long MINIMUM = 20;

    @Test
    void nothingIsHiddenWhileNoCellIsSmall() {
        assertThat(Suppression.hidden(Map.of("a", big(20), "b", big(500)), MINIMUM))
                .isEmpty();
    }

    @Test
    void aSingleSmallCellTakesTheNextSmallestWithIt() {
        Map<String, Count> cells = Map.of("a", small(3), "b", big(500), "c", big(40), "d", big(90));
        assertThat(Suppression.hidden(cells, MINIMUM)).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void twoSmallCellsThatTogetherAreEnoughProtectEachOther() {
        // Whoever subtracts the shown from the total learns that a and b have 24 together, and no more.
        Map<String, Count> cells = Map.of("a", small(5), "b", small(19), "c", big(40));
        assertThat(Suppression.hidden(cells, MINIMUM)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void twoSmallCellsThatTogetherAreTooFewTakeAThird() {
        // Without the third, the 7 people of a and b would show as one small group.
        Map<String, Count> cells = Map.of("a", small(3), "b", small(4), "c", big(40), "d", big(41));
        assertThat(Suppression.hidden(cells, MINIMUM)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void aCellWithoutObservationsNeitherIsHiddenNorProtects() {
        Map<String, Count> cells = Map.of("a", small(3), "b", small(0), "c", big(40), "d", big(41));
        assertThat(Suppression.hidden(cells, MINIMUM)).containsExactlyInAnyOrder("a", "c");
    }

    @Test
    void noHiddenCellCanBeRecoveredFromTheShownOnesAndTheTotal() {
        Random random = new Random(20260105);
        for (int round = 0; round < 20_000; round++) {
            Map<String, Count> cells = new TreeMap<>();
            int size = 1 + random.nextInt(8);
            for (int i = 0; i < size; i++) {
                long n = random.nextBoolean() ? random.nextInt(25) : random.nextInt(2_000);
                cells.put("slice " + i, new Count(n, n < MINIMUM));
            }
            Set<String> hidden = Suppression.hidden(cells, MINIMUM);
            cells.forEach((name, count) -> assertThat(!count.isSmall() || count.n() == 0 || hidden.contains(name))
                    .as("%s of %s is shown", name, cells)
                    .isTrue());
            // All that subtraction gives is the sum of the hidden cells; it may not be one cell, nor a small group,
            // unless everything that there is is hidden.
            long sum = hidden.stream().mapToLong(name -> cells.get(name).n()).sum();
            boolean isEverything = hidden.size()
                    == cells.values().stream().filter(count -> count.n() > 0).count();
            assertThat(hidden.isEmpty() || isEverything || (hidden.size() > 1 && sum >= MINIMUM))
                    .as("hidden %s of %s", hidden, cells)
                    .isTrue();
        }
    }

    private static Count small(long n) {
        return new Count(n, true);
    }

    private static Count big(long n) {
        return new Count(n, false);
    }
}
