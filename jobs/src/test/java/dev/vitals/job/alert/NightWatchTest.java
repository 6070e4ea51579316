package dev.vitals.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.measure.Cell;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.KpiEstimate;
import dev.vitals.kpi.KpiSlice;
import dev.vitals.stats.LevelShift;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NightWatchTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 5);
    /** Reports are final after three days, so this night judges the day 70 days after the first. */
    private static final LocalDate NIGHT = FIRST.plusDays(73);

    private static final LocalDate JUDGED = FIRST.plusDays(70);
    private static final Map<String, String> HATE = Map.of("category", "hate");

    private final KpiDefinition reports = KpiCatalogue.load().kpi("reports_received");
    private final List<Cell> cells = new ArrayList<>();
    private final Random random = new Random(5);

    @Test
    void theDayThatBecameFinalIsJudged() {
        history(Map.of(), 200, 73);
        put(Map.of(), JUDGED, 600);
        put(Map.of(), JUDGED.plusDays(1), 5);

        List<Alert> alerts = alerts();
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).date()).isEqualTo(JUDGED);
        assertThat(alerts.get(0).run().kind()).isEqualTo(LevelShift.Kind.SPIKE);
        assertThat(alerts.get(0).deviation().value()).isEqualTo(600);
        assertThat(alerts.get(0).deviation().expected()).isBetween(180.0, 220.0);
        assertThat(alerts.get(0).deviation().upper()).isLessThan(600);
    }

    @Test
    void aLevelThatHoldsIsAShiftSinceItsFirstDay() {
        history(Map.of(), 200, 73);
        for (int ago = 0; ago < 4; ago++) {
            put(Map.of(), JUDGED.minusDays(ago), 600 + ago);
        }

        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.run().kind()).isEqualTo(LevelShift.Kind.SHIFT);
            assertThat(alert.run().since()).isEqualTo(JUDGED.minusDays(3));
        });
    }

    @Test
    void aSliceThatVanishesIsSeen() {
        history(Map.of(), 200, 73);
        history(HATE, 100, 69);

        // The slice has no row on the judged day; of a count that is a 0, and 0 is hidden outside gold.
        assertThat(alerts()).singleElement().satisfies(alert -> {
            assertThat(alert.slice()).isEqualTo(HATE);
            assertThat(alert.deviation().value()).isZero();
            assertThat(alert.isSmall()).isTrue();
        });
    }

    @Test
    void aSliceOfAFewReportsIsNotJudged() {
        history(Map.of(), 200, 73);
        history(HATE, 1, 73);
        put(HATE, JUDGED, 4);

        assertThat(alerts()).isEmpty();
        assertThat(watch().alerts(NIGHT)).isEmpty();
    }

    @Test
    void daysOfAnOlderDefinitionAreNotCompared() {
        history(Map.of(), 200, 73);
        cells.replaceAll(cell -> cell.date().isBefore(JUDGED) ? ofVersion(cell, reports.version() - 1) : cell);
        put(Map.of(), JUDGED, 600);

        assertThat(alerts()).isEmpty();
    }

    @Test
    void aNightIsQuietWithoutAHistory() {
        history(Map.of(), 200, 20);

        assertThat(watch().alerts(FIRST.plusDays(20))).isEmpty();
    }

    /** In 200 nights of 40 slices each, no more than the promised 1 % and chance raise anything: 2, and rarely more than 7. */
    @Test
    void quietNightsRaiseNextToNothing() {
        int raised = 0;
        for (int night = 0; night < 200; night++) {
            cells.clear();
            for (int slice = 0; slice < 40; slice++) {
                history(Map.of("category", "c" + slice), 10 + 5 * slice, 73);
            }
            raised += alerts().isEmpty() ? 0 : 1;
        }

        assertThat(raised).isLessThanOrEqualTo(7);
    }

    @Test
    void anAlertIsBesideWhatHappenedInItsSlice() {
        history(Map.of(), 200, 73);
        history(HATE, 100, 73);
        put(HATE, JUDGED, 400);
        List<Happening> happenings = List.of(
                happening(JUDGED, Map.of("category", "hate", "language", "de"), ""),
                happening(JUDGED, Map.of("category", "spam"), ""),
                happening(JUDGED.minusDays(1), Map.of(), ""),
                happening(JUDGED, Map.of(), "sentiment_mean"));

        assertThat(alerts())
                .singleElement()
                .satisfies(alert -> assertThat(alert.among(happenings).context())
                        .containsExactly(new Alert.Context("brigade", "category=hate|language=de")));
    }

    private static Happening happening(LocalDate day, Map<String, String> where, String kpi) {
        return new Happening(day, "brigade", where, kpi, KpiSlice.key(where));
    }

    private NightWatch watch() {
        return NightWatch.over(List.of(reports), cells);
    }

    private List<Alert> alerts() {
        return watch().alerts(NIGHT);
    }

    /** Reports that arrive by chance, from the first day on, and as many more on the weekend. */
    private void history(Map<String, String> slice, double mean, int days) {
        for (int day = 0; day <= days; day++) {
            LocalDate date = FIRST.plusDays(day);
            double level = date.getDayOfWeek().getValue() > 5 ? 2 * mean : mean;
            put(slice, date, Math.max(0, Math.round(level + Math.sqrt(level) * random.nextGaussian())));
        }
    }

    /** The last one of a slice and day counts. */
    private void put(Map<String, String> slice, LocalDate date, long count) {
        cells.add(cell(slice, date, count, reports.version()));
    }

    private Cell cell(Map<String, String> slice, LocalDate date, long count, int version) {
        KpiEstimate estimate = new KpiEstimate(
                "value", (double) count, null, null, KpiEstimate.NO_INTERVAL, (double) count, null, count, null);
        boolean isSmall = count < reports.minDenominator();
        return new Cell(
                reports.id(), version, date, slice, estimate, isSmall, true, date.plusDays(3), null, null, null);
    }

    private Cell ofVersion(Cell cell, int version) {
        return cell(cell.slice(), cell.date(), cell.estimate().n(), version);
    }
}
