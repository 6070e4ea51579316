package dev.vitals.job.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiState;
import dev.vitals.stats.ClusterTotals;
import dev.vitals.stats.Estimate;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 200 sanctions a day, of which ten are appealed on the same day and ten after ten days; appeals count for 28. */
class ForeseenTest {
    private static final KpiDefinition APPEALS = KpiCatalogue.load().kpi("appeal_rate");
    private static final LocalDate AS_OF = LocalDate.of(2026, 4, 30);

    private final Foreseen foreseen = new Foreseen(APPEALS, AS_OF);
    private final List<Cell> cells = days(Map.of());

    @Test
    void halfOfTheAppealsOfAYoungDayAreStillToCome() {
        Foreseen.Expectation yesterday = expectation("day", AS_OF.minusDays(1), "all");

        assertThat(yesterday.labels()).isEqualTo(10);
        assertThat(yesterday.cases()).isEqualTo(200);
        assertThat(yesterday.maturedShare().value().getAsDouble()).isCloseTo(.5, within(.01));
        assertThat(yesterday.expected().value().getAsDouble()).isCloseTo(.1, within(.005));
        assertThat(yesterday.expected().lower().getAsDouble()).isBetween(.05, .1);
        assertThat(yesterday.expected().upper().getAsDouble()).isBetween(.1, .17);
    }

    /** Ten days later all have come, whatever the KPI still waits for. */
    @Test
    void aDayOfTenDaysIsAsGoodAsMature() {
        Estimate expected = expectation("day", AS_OF.minusDays(10), "all").expected();

        assertThat(expected.value().getAsDouble()).isCloseTo(.1, within(1e-9));
        assertThat(expected.upper().getAsDouble()).isCloseTo(.1, within(.006));
    }

    @Test
    void weeksAndMonthsAreForeseenAsFarAsTheyHaveCome() {
        Foreseen.Expectation april = expectation("month", LocalDate.of(2026, 4, 1), "all");

        assertThat(april.cases()).isEqualTo(30 * 200);
        // 20 days with all twenty, ten with the first ten.
        assertThat(april.labels()).isEqualTo(20 * 20 + 10 * 10);
        assertThat(april.expected().value().getAsDouble()).isCloseTo(.1, within(.003));
        assertThat(expectation("week", LocalDate.of(2026, 4, 27), "all").cases())
                .isEqualTo(4 * 200);
    }

    /** Of twenty days nobody knows what comes after four weeks; what comes within two is known. */
    @Test
    void aYoungWarehouseForeseesWhatComesWithinTheAgeThatItHasSeen() {
        List<Cell> twenty = cells.stream()
                .filter(cell -> cell.date().isAfter(AS_OF.minusDays(20)))
                .toList();
        List<Cell> eight = cells.stream()
                .filter(cell -> cell.date().isAfter(AS_OF.minusDays(9)))
                .toList();

        Foreseen.Expectation within14 = expectation(twenty, AS_OF.minusDays(1));
        Foreseen.Expectation within7 = expectation(eight, AS_OF.minusDays(1));
        assertThat(expectation(cells, AS_OF.minusDays(1)).within()).isEqualTo(28);
        assertThat(within14.within()).isEqualTo(14);
        assertThat(within14.expected().value().getAsDouble()).isCloseTo(.1, within(.005));
        assertThat(within7.within()).isEqualTo(7);
        assertThat(within7.labels()).isEqualTo(10);
        assertThat(within7.expected().value().getAsDouble()).isCloseTo(.05, within(.005));
        assertThat(expectation(twenty, AS_OF.minusDays(19)).labels())
                .as("ten and ten days later ten more")
                .isEqualTo(20);
    }

    private Foreseen.Expectation expectation(List<Cell> of, LocalDate day) {
        return foreseen.expectations(of).stream()
                .filter(e -> e.period().equals("day") && e.from().equals(day))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void matureDaysAreNotForeseen() {
        assertThat(foreseen.expectations(cells))
                .noneMatch(e -> e.period().equals("day") && e.from().isBefore(AS_OF.minusDays(27)));
    }

    @Test
    void slicesOfFewLabelsAreLeftOut() {
        List<Cell> more = new ArrayList<>(cells);
        more.addAll(days(Map.of("category", "spam")));
        List<Cell> rare = days(Map.of("category", "rare"));
        more.addAll(rare.subList(rare.size() - 1, rare.size()));

        assertThat(foreseen.expectations(more))
                .extracting(Foreseen.Expectation::sliceKey)
                .contains("all", "category=spam")
                .doesNotContain("category=rare");
    }

    @Test
    void cohortsAreCountedByAgeAsFarAsTheyHaveCome() {
        List<Foreseen.Age> ages = foreseen.ages(cells);

        assertThat(ages)
                .contains(
                        new Foreseen.Age(AS_OF.minusDays(40), 0, 200, 10),
                        new Foreseen.Age(AS_OF.minusDays(40), 9, 200, 10),
                        new Foreseen.Age(AS_OF.minusDays(40), 10, 200, 20),
                        new Foreseen.Age(AS_OF.minusDays(40), 28, 200, 20),
                        new Foreseen.Age(AS_OF, 0, 200, 10))
                .noneMatch(age -> age.date().plusDays(age.age()).isAfter(AS_OF))
                .noneMatch(age -> age.age() > 28);
    }

    private Foreseen.Expectation expectation(String period, LocalDate from, String slice) {
        return foreseen.expectations(cells).stream()
                .filter(e -> e.period().equals(period)
                        && e.from().equals(from)
                        && e.sliceKey().equals(slice))
                .findFirst()
                .orElseThrow();
    }

    private List<Cell> days(Map<String, String> slice) {
        List<Cell> days = new ArrayList<>();
        foreseen.firstDay().datesUntil(AS_OF.plusDays(1)).forEach(day -> {
            boolean haveLateOnesCome = !day.plusDays(10).isAfter(AS_OF);
            int late = haveLateOnesCome ? 10 : 0;
            ClusterTotals totals = new ClusterTotals.Builder(2)
                    .add(0, 1 << 20, 0, 190 - late)
                    .add(1, 1 << 20, 5, 5)
                    .add(1, 2 << 20, 5, 5)
                    .add(11, 2 << 20, late, late)
                    .build();
            Evidence evidence = new Evidence(KpiState.Sums.of(List.of(200L, 10L + late)), null, totals);
            days.addAll(Cell.of(APPEALS, day, slice, evidence, AS_OF));
        });
        return days;
    }
}
