package dev.vitals.job.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.kpi.Evidence;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeriodsTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 1, 5);
    private static final LocalDate AS_OF = LocalDate.of(2026, 3, 1);

    private final KpiCatalogue catalogue = KpiCatalogue.load();

    private static List<Cell> shareOfDay(
            KpiDefinition kpi, LocalDate day, Map<String, String> slice, long yes, long of) {
        return Cell.of(kpi, day, slice, Evidence.of(KpiState.Sums.of(List.of(of, yes))), AS_OF);
    }

    private Cell only(List<Periods.PeriodCell> cells) {
        assertThat(cells).hasSize(1);
        return cells.get(0).cell();
    }

    @Test
    void aWeekAddsUpStatesAndDoesNotAverageDays() {
        KpiDefinition kpi = catalogue.kpi("automod_expired_share");
        List<Cell> days = new ArrayList<>(shareOfDay(kpi, MONDAY, Map.of(), 1, 2));
        days.addAll(shareOfDay(kpi, MONDAY.plusDays(6), Map.of(), 1, 98));
        days.addAll(shareOfDay(kpi, MONDAY.plusDays(7), Map.of(), 50, 50));

        Cell week = only(Periods.merge(Periods.Period.weekOf(MONDAY), Map.of(kpi.id(), kpi), days));

        // (1 + 1) / (2 + 98); the mean of the two shares would be 0.255. The next Monday is not in the week.
        assertThat(week.estimate().value()).isEqualTo(0.02);
        assertThat(week.estimate().n()).isEqualTo(100);
        assertThat(week.date()).isEqualTo(MONDAY);
    }

    @Test
    void aStockTakesTheLastDayOfThePeriod() {
        KpiDefinition backlog = catalogue.kpi("backlog_open");
        List<Cell> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            days.addAll(Cell.of(
                    backlog, MONDAY.plusDays(i), Map.of(), Evidence.of(KpiState.Sums.of(List.of(100L + i))), AS_OF));
        }
        // A slice that was empty on the last day has no stock left, whatever it had before.
        days.addAll(Cell.of(
                backlog, MONDAY, Map.of("category", "spam"), Evidence.of(KpiState.Sums.of(List.of(9L))), AS_OF));

        Cell week = only(Periods.merge(Periods.Period.weekOf(MONDAY), Map.of(backlog.id(), backlog), days));

        assertThat(week.estimate().value()).isEqualTo(106.0);
    }

    @Test
    void cellsOfAnOlderDefinitionAreNotMixedIn() {
        KpiDefinition kpi = catalogue.kpi("automod_expired_share");
        Cell current = shareOfDay(kpi, MONDAY, Map.of(), 1, 10).get(0);
        Cell outdated = new Cell(
                kpi.id(),
                kpi.version() + 1,
                MONDAY.plusDays(1),
                Map.of(),
                current.estimate(),
                false,
                true,
                AS_OF,
                current.state(),
                null,
                null);

        Cell week =
                only(Periods.merge(Periods.Period.weekOf(MONDAY), Map.of(kpi.id(), kpi), List.of(current, outdated)));

        assertThat(week.estimate().n()).isEqualTo(10);
    }

    @Test
    void aPeriodThatIsNotOverIsProvisional() {
        KpiDefinition kpi = catalogue.kpi("automod_expired_share");
        List<Cell> firstDays = shareOfDay(kpi, MONDAY, Map.of(), 1, 10);
        List<Cell> wholeWeek = new ArrayList<>(firstDays);
        wholeWeek.addAll(shareOfDay(kpi, MONDAY.plusDays(6), Map.of(), 1, 10));
        Periods.Period week = Periods.Period.weekOf(MONDAY);

        assertThat(only(Periods.merge(week, Map.of(kpi.id(), kpi), firstDays)).isMature())
                .isFalse();
        assertThat(only(Periods.merge(week, Map.of(kpi.id(), kpi), wholeWeek)).isMature())
                .isTrue();
    }

    @Test
    void aSliceThatWasSilentAtTheEndOfTheWeekIsAsProvisionalAsTheWeek() {
        // As of the Monday after, events of Friday to Sunday may still come late: no day is final before its third.
        KpiDefinition kpi = catalogue.kpi("automod_expired_share");
        LocalDate asOf = MONDAY.plusDays(7);
        KpiState oneOfTen = KpiState.Sums.of(List.of(10L, 1L));
        List<Cell> days = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            days.addAll(Cell.of(kpi, MONDAY.plusDays(i), Map.of(), Evidence.of(oneOfTen), asOf));
        }
        days.addAll(Cell.of(kpi, MONDAY, Map.of("language", "de"), Evidence.of(oneOfTen), asOf));

        assertThat(Periods.merge(Periods.Period.weekOf(MONDAY), Map.of(kpi.id(), kpi), days))
                .hasSize(2)
                .noneMatch(each -> each.cell().isMature());
    }

    @Test
    void weeksBeginOnMondayAndMonthsOnTheFirst() {
        LocalDate sunday = LocalDate.of(2026, 2, 1);

        assertThat(Periods.touched(List.of(sunday), sunday))
                .containsExactly(
                        new Periods.Period(Periods.Kind.WEEK, LocalDate.of(2026, 1, 26), sunday),
                        new Periods.Period(Periods.Kind.MONTH, sunday, LocalDate.of(2026, 2, 28)),
                        new Periods.Period(Periods.Kind.TRAILING_28D, LocalDate.of(2026, 1, 5), sunday));
    }
}
