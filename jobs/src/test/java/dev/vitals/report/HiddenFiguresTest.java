package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HiddenFiguresTest {
    private final KpiView overturned = Given.share("overturn_rate");

    @Test
    void aSmallSliceAndItsProtectorAreNowhereInThePageOrTheFiles() {
        // 7 of the 1,000 are in spam; without hiding violence (41) as well, 1,000 - 952 - 41 would tell them.
        List<Cell> cells = List.of(
                Given.cell(overturned, Given.WEEK, 0.3)
                        .n(1000)
                        .fraction(300, 1000)
                        .build(),
                slice("category", "harassment", 0.27, 952),
                slice("category", "violence", 0.512_195, 41),
                slice("category", "spam", 0.857_142, 7));
        ReportPage page = new ReportPage(Given.report(List.of(overturned), List.of(), cells));

        String everything = everything(page);
        assertThat(everything).contains("too few", "952").doesNotContain("0.857", "85.7%", "0.512", "51.2%");
        assertThat(Csv.of(page.tables().get("by-category")))
                .contains("spam,too_few,,,,,,,,,share,", "violence,too_few,,,,,,,,,share,");
    }

    @Test
    void aSmallDayTakesAnotherDayOfItsWeekWithIt() {
        List<Cell> daily = new ArrayList<>();
        long[] observations = {100, 101, 3, 99, 100, 102, 103};
        for (int day = 0; day < 7; day++) {
            Period one = Period.day(Given.WEEK.start().plusDays(day));
            daily.add(Given.cell(overturned, one, 0.2).n(observations[day]).build());
        }
        Cell week = Given.cell(overturned, Given.WEEK, 0.2).n(608).build();
        Figures figures = new Figures(Given.report(List.of(overturned), daily, List.of(week)));

        assertThat(figures.days().stream()
                        .filter(day -> figures.day(overturned, "value", day).state() == Figure.State.TOO_FEW)
                        .map(LocalDate::getDayOfMonth))
                .containsExactly(7, 8);
    }

    /** Spam came on Tuesday alone, beside 5 cases of violence: an export shows slices of days, and its Tuesday would tell. */
    @Test
    void whatIsPublishedElsewhereCounts() {
        List<Cell> week = List.of(
                Given.cell(overturned, Given.WEEK, 0.3).n(700).build(),
                slice("category", "spam", 0.2, 330),
                slice("category", "violence", 0.4, 370));
        List<Cell> everything = new ArrayList<>(week);
        long[] violence = {60, 5, 61, 61, 61, 61, 61};
        for (int day = 0; day < 7; day++) {
            Period one = Period.day(Given.WEEK.start().plusDays(day));
            long spam = day == 1 ? 330 : 0;
            everything.add(
                    Given.cell(overturned, one, 0.3).n(violence[day] + spam).build());
            everything.add(Given.cell(overturned, one, 0.2)
                    .slice("category", "spam")
                    .n(spam)
                    .build());
            everything.add(Given.cell(overturned, one, 0.4)
                    .slice("category", "violence")
                    .n(violence[day])
                    .build());
        }
        ReportInput alone = Given.report(List.of(overturned), List.of(), week);
        ReportInput beside = new ReportInput(
                Given.WEEK,
                Given.AS_OF,
                List.of(overturned),
                List.of(),
                week,
                Given.gate(List.of(overturned), List.of(), everything),
                DataQuality.none(),
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of());

        assertThat(spam(alone)).isEqualTo(Figure.State.VALUE);
        assertThat(spam(beside)).isEqualTo(Figure.State.TOO_FEW);
    }

    @Test
    void theSumOfTheHiddenSlicesOfAReportIsNeverSmall() {
        Random random = new Random(99);
        for (int round = 0; round < 300; round++) {
            List<Cell> cells = new ArrayList<>();
            long total = 0;
            for (int i = 0; i < 6; i++) {
                long n = random.nextBoolean() ? 1 + random.nextInt(25) : 20 + random.nextInt(500);
                total += n;
                cells.add(slice("language", "l" + i, 0.5, n));
            }
            cells.add(Given.cell(overturned, Given.WEEK, 0.5).n(total).build());
            Figures figures = new Figures(Given.report(List.of(overturned), List.of(), cells));

            long shown = 0;
            int hidden = 0;
            for (String language : figures.values(overturned, "language")) {
                Figure figure = figures.now(overturned, "value", "language", language);
                shown += figure.hasCell() ? figure.cell().n() : 0;
                hidden += figure.hasCell() ? 0 : 1;
            }
            assertThat(hidden == 0 || (hidden > 1 && total - shown >= 20))
                    .as("%d hidden of %s", hidden, cells)
                    .isTrue();
        }
    }

    @Test
    void aTeamOfFewerThanFivePeopleIsHiddenHoweverMuchItDecided() {
        KpiView decisions = Given.kpi("moderator_decisions", "count", "decisions", GoodWhen.NEITHER);
        KpiView people = Given.kpi("active_moderators", "distinct", "moderators", GoodWhen.NEITHER, Map.of(), 5, 0);
        List<Cell> cells = List.of(
                team(decisions, "berlin", 4000, 4000),
                team(decisions, "austin", 3000, 3000),
                team(decisions, "night", 500, 500),
                team(decisions, "lent", 700, 700),
                team(people, "berlin", 20, 20),
                team(people, "austin", 9, 9),
                team(people, "night", 4, 4));
        Figures figures = new Figures(Given.report(List.of(decisions, people), List.of(), cells));

        // night has 4 people; lent has an unknown number, which counts as one. Their 5 people protect each other.
        assertThat(state(figures, decisions, "night")).isEqualTo(Figure.State.TOO_FEW);
        assertThat(state(figures, decisions, "lent")).isEqualTo(Figure.State.TOO_FEW);
        assertThat(state(figures, decisions, "austin")).isEqualTo(Figure.State.VALUE);
        assertThat(state(figures, decisions, "berlin")).isEqualTo(Figure.State.VALUE);
    }

    @Test
    void aSliceByPersonIsNeverShown() {
        KpiView decisions = Given.kpi("moderator_decisions", "count", "decisions", GoodWhen.NEITHER);
        Cell person = Given.cell(decisions, Given.WEEK, 4000)
                .slice("moderator_id", "f00dcafe")
                .n(4000)
                .build();
        ReportPage page = new ReportPage(Given.report(List.of(decisions), List.of(), List.of(person)));
        assertThat(everything(page)).doesNotContain("f00dcafe");
    }

    @Test
    void aMoveOfAHiddenOrSmallDayIsNotListed() {
        List<Cell> daily = List.of(
                Given.cell(overturned, Period.day(Given.WEEK.start()), 0.2).n(3).build(),
                Given.cell(overturned, Period.day(Given.WEEK.start().plusDays(1)), 0.2)
                        .n(90)
                        .build());
        DataQuality quality = new DataQuality(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new DataQuality.Restated("overturn_rate", "late_event", 3, 0)),
                List.of(
                        move(Given.WEEK.start(), 30L),
                        move(Given.WEEK.start().plusDays(1), 90L),
                        move(Given.WEEK.start().minusDays(40), 4L),
                        move(Given.WEEK.start().minusDays(41), 50L)),
                0,
                List.of());
        Cell week = Given.cell(overturned, Given.WEEK, 0.2).n(93).build();
        Figures figures = new Figures(Given.report(List.of(overturned), daily, List.of(week), quality));

        // The first day is small, the second protects it, the third has 4 observations.
        assertThat(new Moves(figures).biggest(10))
                .extracting(move -> move.row().date())
                .containsExactly(Given.WEEK.start().minusDays(41));
    }

    /** In a single slice one late report may be all that moved it, and the difference would tell how it was handled. */
    @Test
    void ofASliceThatMovedOnlyTheNewNumberIsInTheReport() {
        DataQuality quality = new DataQuality(
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new DataQuality.Restated("overturn_rate", "late_event", 1, 1)),
                List.of(new DataQuality.Restatement(
                        Given.AS_OF,
                        "overturn_rate",
                        Given.WEEK.start().minusDays(41),
                        "language=en",
                        "value",
                        0.21875,
                        0.28125,
                        64L,
                        65L,
                        true,
                        "late_event",
                        Optional.empty())),
                0,
                List.of());
        Cell week = Given.cell(overturned, Given.WEEK, 0.2).n(93).build();

        ReportPage page = new ReportPage(Given.report(List.of(overturned), List.of(), List.of(week), quality));

        assertThat(page.html()).contains("not shown", "28.1%").doesNotContain("21.9%");
        Sheet restatements = page.tables().get("restatements");
        assertThat(restatements.rows()).hasSize(1);
        assertThat(restatements.rows().get(0)).contains(0.28125, 65L).doesNotContain(0.21875, 64L);
    }

    private static DataQuality.Restatement move(LocalDate day, Long n) {
        return new DataQuality.Restatement(
                Given.AS_OF,
                "overturn_rate",
                day,
                "all",
                "value",
                0.2,
                0.3,
                n,
                n,
                false,
                "late_event",
                Optional.empty());
    }

    private Figure.State spam(ReportInput input) {
        return new Figures(input).now(overturned, "value", "category", "spam").state();
    }

    private static Figure.State state(Figures figures, KpiView kpi, String team) {
        return figures.now(kpi, "value", "moderator_team", team).state();
    }

    private static Cell team(KpiView kpi, String team, double value, long n) {
        return Given.cell(kpi, Given.WEEK, value)
                .slice("moderator_team", team)
                .n(n)
                .build();
    }

    private Cell slice(String dimension, String of, double value, long n) {
        return Given.cell(overturned, Given.WEEK, value)
                .slice(dimension, of)
                .n(n)
                .fraction(Math.round(value * n), n)
                .build();
    }

    private static String everything(ReportPage page) {
        return page.html() + page.tables().values().stream().map(Csv::of).collect(Collectors.joining());
    }
}
