package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StillToComeTest {
    private static final Period WEEK = Given.WEEK;
    private static final Period BEFORE = WEEK.previous();

    /** Final after 7 days, hidden below 20. */
    private final KpiView appeals = Given.kpi("appeal_rate", "share", "share", GoodWhen.LOWER, Map.of(), 20, 7);

    @Test
    void aWeekSaysWhatHasComeAndWhatItWillBe() {
        String text = rendered(1000, new Maturing(List.of(expected(WEEK, 12, 0.4, 0.03, 0.02, 0.05)), List.of()));

        assertThat(text)
                .contains("5 Jan to 11 Jan", "1.2%", "12 of 1,000", "40.0%", "3.0%", "2.0% to 5.0%", "within 7 days");
    }

    @Test
    void whatNobodyCanTellYetIsSaid() {
        String text = rendered(1000, new Maturing(List.of(expected(WEEK, 12, null, null, null, null)), List.of()));

        assertThat(text).contains("not known: no day is old enough to tell");
    }

    @Test
    void aHiddenWeekIsToldInNeitherTable() {
        Maturing maturing = new Maturing(List.of(expected(WEEK, 12, 0.4, 0.03, 0.02, 0.05)), ages(WEEK));

        assertThat(rendered(19, maturing)).doesNotContain("5 Jan").contains("nothing more can be told");
        assertThat(rendered(1000, maturing)).contains("5 Jan");
    }

    @Test
    void aLaterWeekAndAnotherKindOfPeriodAreNotTold() {
        Period later = Period.weekOf(WEEK.end().plusDays(1));
        Maturing maturing = new Maturing(
                List.of(
                        expected(later, 12, 0.4, 0.03, 0.02, 0.05),
                        expected(Period.day(WEEK.start()), 12, 0.4, 0.03, 0.02, 0.05)),
                List.of());

        assertThat(rendered(1000, maturing)).contains("nothing more can be told");
    }

    /** The data end on 12 January: the week before has reached 7 days, this one a day. */
    @Test
    void weeksStandBesideEachOtherAtAgesThatAllTheirDaysHaveReached() {
        List<Maturing.Age> ages = new ArrayList<>(ages(WEEK));
        ages.addAll(ages(BEFORE));

        String text = rendered(1000, new Maturing(List.of(), ages));

        assertThat(text).contains("After 1 day", "After 3 days", "After 7 days").doesNotContain("After 14 days");
        // A day has 10 cases, and as many labels as it is old: 7 days of 10 cases.
        assertThat(text).contains("29 Dec to 4 Jan10.0%7 of 7030.0%21 of 7070.0%49 of 70");
        assertThat(text).contains("5 Jan to 11 Jan10.0%7 of 70").doesNotContain("5 Jan to 11 Jan10.0%7 of 7030.0%");
    }

    @Test
    void thereIsNoChapterWhereNothingComesLate() {
        assertThat(new StillToCome(new Figures(input(1000, Maturing.NONE)), anchor -> anchor).render())
                .isEmpty();
    }

    private List<Maturing.Age> ages(Period week) {
        return week.days().stream()
                .flatMap(day ->
                        IntStream.rangeClosed(0, 7).mapToObj(age -> new Maturing.Age(appeals.id(), day, age, 10, age)))
                .toList();
    }

    private Maturing.Expected expected(
            Period period, long labels, Double matured, Double share, Double low, Double high) {
        return new Maturing.Expected(appeals.id(), period, 7, labels, 1000, matured, share, low, high);
    }

    private String rendered(long people, Maturing maturing) {
        StringBuilder html = new StringBuilder();
        new StillToCome(new Figures(input(people, maturing)), anchor -> "#" + anchor)
                .render(new Sheets("week"))
                .orElseThrow()
                .appendTo(html);
        return html.toString().replaceAll("<[^>]*>", "");
    }

    private ReportInput input(long people, Maturing maturing) {
        List<Cell> periods = List.of(
                Given.cell(appeals, WEEK, 0.1).n(people).build(),
                Given.cell(appeals, BEFORE, 0.1).n(1000).build());
        LocalDate asOf = Given.AS_OF;
        return new ReportInput(
                WEEK,
                asOf,
                List.of(appeals),
                List.of(),
                periods,
                Given.gate(List.of(appeals), List.of(), periods),
                DataQuality.none(),
                List.of(),
                List.of(),
                maturing,
                List.of());
    }
}
