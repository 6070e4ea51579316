package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.vitals.kpi.KpiDefinition.GoodWhen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which sentence follows from which numbers. */
class NarrativeTest {
    private static final Period BEFORE = Given.WEEK.previous();

    private final KpiView sla =
            Given.kpi("sla_attainment", "share", "share", GoodWhen.HIGHER, Map.of("value", 0.95), 20, 0);
    private final KpiView wrong = Given.kpi("false_discovery_rate", "share", "share", GoodWhen.LOWER, Map.of(), 20, 28);
    private final KpiView time =
            Given.kpi("time_to_resolution", "time_to_event", "seconds", GoodWhen.LOWER, Map.of(), 20, 28);

    @Test
    void aMoveSaysFromWhatToWhatWhetherItIsGoodAndHowTheTargetStands() {
        assertThat(sentence(sla, now(sla, 0.81, 0.80, 0.82), before(sla, 0.86, 0.85, 0.87)))
                .isEqualTo(
                        "Worse: sla attainment fell from 86.0% to 81.0% (−5.0 points); it misses its target of 95.0%.");
        assertThat(sentence(sla, now(sla, 0.97, 0.96, 0.98), before(sla, 0.86, 0.85, 0.87)))
                .isEqualTo(
                        "Better: sla attainment rose from 86.0% to 97.0% (+11 points); it meets its target of 95.0%.");
    }

    @Test
    void anAlertIsATargetMissedBeyondItsIntervalOrDataThatCannotBeTrusted() {
        assertThat(alerts(DataQuality.none(), now(sla, 0.81, 0.80, 0.82)))
                .containsExactly("Target: sla attainment is 81.0% (80.0% to 82.0%); target at least 95.0%. Owner:"
                        + " somebody.");
        assertThat(alerts(DataQuality.none(), now(sla, 0.94, 0.92, 0.96))).isEmpty();
        assertThat(alerts(DataQuality.none(), now(sla, 0.97, 0.96, 0.98))).isEmpty();
        DataQuality broken = new DataQuality(
                List.of(new DataQuality.Intake("vitals", 2, 1, 0, 10, 10, 0, 0, 0)),
                List.of(),
                List.of(),
                List.of(),
                List.of(new DataQuality.Restated("sla_attainment", "late_event", 5, 2)),
                List.of(),
                1,
                List.of());
        assertThat(alerts(broken, now(sla, 0.97, 0.96, 0.98)))
                .containsExactly(
                        "Failed: 1 file was refused: too many lines could not be read.",
                        "Restated: 2 final numbers moved after all; who has quoted one should look it up again.");
    }

    private List<String> alerts(DataQuality quality, Given.Change now) {
        Figures figures = new Figures(Given.report(List.of(sla), List.of(), List.of(now.build()), quality));
        return new Alerts(figures)
                .sentences().stream()
                        .map(sentence -> sentence.tag() + ": " + sentence.text())
                        .toList();
    }

    @Test
    void raidsAreToldBesideWhatMovedOnTheirDay() {
        KpiView mood = Given.share("negative_share");
        ReportInput plain = Given.report(
                List.of(mood),
                concat(
                        Given.days(mood, BEFORE, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1),
                        Given.days(mood, Given.WEEK, 0.1, 0.1, 0.4, 0.1, 0.1, 0.1, 0.1)),
                List.of(
                        now(mood, 0.15, 0.14, 0.16).build(),
                        before(mood, 0.1, 0.09, 0.11).build()));
        ContextDay then = new ContextDay(BEFORE.start().plusDays(2), 50, 1, 20, 1_000, 0);
        ContextDay raid = new ContextDay(Given.WEEK.start().plusDays(2), 52, 3, 310, 1_000, 2);
        List<ContextDay> context = Stream.concat(BEFORE.days().stream(), Given.WEEK.days().stream())
                .map(day -> day.equals(then.day())
                        ? then
                        : day.equals(raid.day()) ? raid : new ContextDay(day, 50, 0, 0, 1_000, 0))
                .toList();
        ReportInput raided = around(plain, context);

        assertThat(new Narrative(new Figures(raided)).lead())
                .extracting(Narrative.Sentence::tag, Narrative.Sentence::text)
                .containsExactly(
                        tuple(
                                "Uneven",
                                "negative share rose from 10.0% to 15.0% (+5.0 points), but only 1 of its 7 days are"
                                        + " above the same weekday before; 7 Jan stands out at 40.0% (raids came into"
                                        + " 3 channels that day, with 31.0% of its messages, against 2.0% a week"
                                        + " before)."),
                        tuple(
                                "Context",
                                "Raids and shield mode in channel-days: 3 with a raid (1 the week before), most of chat"
                                        + " on 7 Jan (3 channels with 31.0% of its messages), 2 with shield mode on"
                                        + " (0 the week before)."));
        assertThat(new Narrative(new Figures(plain)).lead())
                .extracting(Narrative.Sentence::text)
                .noneMatch(text -> text.contains("raid"));

        List<ContextDay> first = context.subList(3, context.size());
        assertThat(new Narrative(new Figures(around(plain, first))).lead())
                .extracting(Narrative.Sentence::text)
                .contains(
                        "Raids and shield mode in channel-days: 3 with a raid (the week before is not known), most of chat"
                                + " on 7 Jan (3 channels with 31.0% of its messages), 2 with shield mode on (the week before is"
                                + " not known).");
    }

    private static ReportInput around(ReportInput plain, List<ContextDay> context) {
        return new ReportInput(
                plain.period(),
                plain.asOf(),
                plain.kpis(),
                plain.daily(),
                plain.periods(),
                plain.gate(),
                plain.quality(),
                context,
                plain.alarms(),
                Maturing.NONE,
                List.of());
    }

    /** More than fit beside the headline figures follow further down; none is lost. */
    @Test
    void theFirstScreenHasRoomForFourSentences() {
        List<KpiView> kpis = List.of(
                Given.share("a_share"),
                Given.share("b_share"),
                Given.share("c_share"),
                Given.share("d_share"),
                Given.share("e_share"),
                Given.share("f_share"));
        List<Cell> cells = new ArrayList<>();
        kpis.forEach(kpi -> {
            cells.add(now(kpi, 0.5, 0.49, 0.51).build());
            cells.add(before(kpi, 0.4, 0.39, 0.41).build());
        });
        Narrative narrative = new Narrative(new Figures(Given.report(kpis, List.of(), cells)));

        assertThat(narrative.lead())
                .extracting(Narrative.Sentence::subject)
                .containsExactly("a share", "b share", "c share", "d share");
        assertThat(narrative.others()).extracting(Narrative.Sentence::subject).containsExactly("e share", "f share");
    }

    /** Sunday is not Saturday: a day is held against the same weekday, and a sketch's precision is no noise. */
    @Test
    void aDayIsComparedWithTheSameWeekdayAndPeopleAreNotJudgedByTheirSketch() {
        KpiView chatters = Given.kpi("chatters", "distinct", "chatters", GoodWhen.HIGHER);
        KpiView sla = Given.kpi("sla_attainment", "share", "share", GoodWhen.HIGHER);
        Period sunday = Period.day(Given.WEEK.end());
        List<Cell> days = new ArrayList<>();
        for (KpiView kpi : List.of(chatters, sla)) {
            days.add(Given.empty(kpi, sunday).value(0.6, 0.59, 0.61).build());
            days.add(Given.empty(kpi, Period.day(sunday.start().minusDays(1)))
                    .value(0.9, 0.89, 0.91)
                    .build());
            days.add(Given.empty(kpi, Period.day(sunday.start().minusDays(7)))
                    .value(0.5, 0.49, 0.51)
                    .build());
        }
        List<KpiView> kpis = List.of(chatters, sla);
        Figures figures = new Figures(new ReportInput(
                sunday,
                Given.AS_OF,
                kpis,
                days,
                days,
                Given.gate(kpis, days, List.of()),
                DataQuality.none(),
                List.of(),
                List.of(),
                Maturing.NONE,
                List.of()));

        assertThat(figures.movement(sla, "value").isUp()).isTrue();
        assertThat(figures.movement(sla, "value").verdict()).isEqualTo(Movement.Verdict.MOVED);
        assertThat(figures.movement(chatters, "value").verdict()).isEqualTo(Movement.Verdict.UNJUDGED);
    }

    private static List<Cell> concat(List<Cell> first, List<Cell> second) {
        List<Cell> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Test
    void aDifferenceInsideTheIntervalsIsNoise() {
        assertThat(sentence(sla, now(sla, 0.94, 0.92, 0.96), before(sla, 0.93, 0.91, 0.95)))
                .isEqualTo("Steady: sla attainment is 94.0%, against 93.0% the week before: no more than noise;"
                        + " too close to call against its target of 95.0%.");
    }

    @Test
    void aShareThatIsStillFollowedUpIsNotCompared() {
        assertThat(sentence(
                        wrong,
                        now(wrong, 0.09, 0.08, 0.10).provisional(),
                        before(wrong, 0.05, 0.04, 0.06).provisional()))
                .isEqualTo("Provisional: false discovery rate is 9.0% so far; not compared with the week before until"
                        + " 8 February 2026, because it is still followed up.");
    }

    @Test
    void aMoveThatLateDataAloneCouldTouchStandsWhileItIsProvisional() {
        KpiView late = Given.kpi("proactive_rate", "share", "share", GoodWhen.HIGHER, Map.of(), 20, 3);
        assertThat(sentence(late, now(late, 0.30, 0.29, 0.31).provisional(), before(late, 0.40, 0.39, 0.41)))
                .isEqualTo("Worse: proactive rate fell from 40.0% to 30.0% (−10 points); provisional until"
                        + " 14 January 2026.");
        assertThat(sentence(late, now(late, 0.39, 0.38, 0.40).provisional(), before(late, 0.40, 0.39, 0.41)))
                .isEqualTo("Steady: proactive rate is 39.0%, against 40.0% the week before: no more than noise;"
                        + " provisional until 14 January 2026.");
    }

    @Test
    void sharesThatAreStillFollowedUpAreCountedAndNotCalledMoves() {
        KpiView reversed = Given.kpi("false_positive_lower_bound", "share", "share", GoodWhen.LOWER, Map.of(), 20, 60);
        Figures figures = new Figures(Given.report(
                List.of(reversed),
                List.of(),
                List.of(
                        now(reversed, 0.0079, 0.005, 0.012).provisional().build(),
                        before(reversed, 0.037, 0.03, 0.045).build())));
        assertThat(new Narrative(figures).lead())
                .extracting(Narrative.Sentence::tag, Narrative.Sentence::text)
                .containsExactly(tuple("Provisional", "1 other figure is not compared yet, because it is not final."));
    }

    @Test
    void aDurationCountsOpenCasesInSoThatItsMoveStandsWhileItIsProvisional() {
        assertThat(sentence(
                        time,
                        now(time, 14_400.0, 14_000.0, 15_000.0).provisional(),
                        before(time, 10_800.0, 10_000.0, 11_000.0).provisional()))
                .isEqualTo("Worse: time to resolution rose from 3 h to 4 h (+1 h); provisional until 8 February 2026.");
    }

    @Test
    void aMedianThatIsNotReachedIsSaidSo() {
        assertThat(sentence(time, now(time, null, 18_000.0, null), before(time, 10_800.0, 10_000.0, 11_000.0)))
                .isEqualTo("Worse: time to resolution rose from 3 h to not reached (more than 5 h).");
    }

    @Test
    void nothingSeenIsAnUpperBoundAndNotZero() {
        assertThat(sentence(sla, now(sla, 0.0, 0.0, 0.031), before(sla, 0.02, 0.01, 0.05)))
                .startsWith("Steady: sla attainment is at most 3.1%, against 2.0% the week before");
    }

    @Test
    void whatCannotBeSaidIsSaidToBeSo() {
        Given.Change here = now(sla, 0.94, 0.92, 0.96);
        assertThat(sentence(sla, Given.empty(sla, Given.WEEK).n(0), before(sla, 0.9, 0.8, 0.99)))
                .isEqualTo("No data: sla attainment has no data this week.");
        assertThat(sentence(sla, now(sla, 0.9, 0.5, 0.99).n(12), before(sla, 0.9, 0.8, 0.99)))
                .isEqualTo("Too few: sla attainment is not shown: it rests on fewer than 20 observations or people, or"
                        + " would tell a number that does.");
        assertThat(sentence(sla, here, Given.empty(sla, BEFORE).n(0)))
                .isEqualTo("New: sla attainment is 94.0%; the week before has no number to compare with;"
                        + " too close to call against its target of 95.0%.");
        assertThat(sentence(sla, here.version(2), before(sla, 0.9, 0.8, 0.99)))
                .isEqualTo("Redefined: sla attainment is 94.0%; its definition changed to version 2,"
                        + " so that the week before does not compare.");
    }

    @Test
    void aCountOfAnUnfinishedWeekIsNotCompared() {
        KpiView count = Given.kpi("reports_received", "count", "reports", GoodWhen.NEITHER);
        assertThat(sentence(
                        count,
                        Given.empty(count, Given.WEEK).value(500.0, null, null).days(5),
                        Given.empty(count, BEFORE).value(700.0, null, null)))
                .isEqualTo("Provisional: reports received is 500 so far; the week is not complete, so that it is not"
                        + " compared.");
    }

    @Test
    void aRaidOnOneDayIsNamedAndNotCalledATrend() {
        KpiView negative = Given.kpi("negative_share", "ratio", "share", GoodWhen.LOWER);
        List<Cell> daily = new ArrayList<>(Given.days(negative, BEFORE, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08, 0.08));
        daily.addAll(Given.days(negative, Given.WEEK, 0.079, 0.081, 0.2, 0.079, 0.079, 0.079, 0.081));
        Figures figures = new Figures(Given.report(
                List.of(negative),
                daily,
                List.of(
                        now(negative, 0.102, 0.101, 0.103).build(),
                        before(negative, 0.08, 0.079, 0.081).build())));
        assertThat(new Narrative(figures).sentence(negative).text())
                .isEqualTo("negative share rose from 8.0% to 10.2% (+2.2 points), but only 3 of its 7 days are"
                        + " above the same weekday before; 7 Jan stands out at 20.0%.");
    }

    @Test
    void theSlicesInWhichAMoveShowsAreNamedUnlessTheyAreHidden() {
        List<Cell> cells = List.of(
                now(sla, 0.81, 0.80, 0.82).n(712).build(),
                before(sla, 0.86, 0.85, 0.87).n(600).build(),
                now(sla, 0.70, 0.68, 0.72).slice("category", "spam").n(400).build(),
                before(sla, 0.86, 0.84, 0.88).slice("category", "spam").n(400).build(),
                now(sla, 0.10, 0.05, 0.20).slice("category", "violence").n(12).build(),
                before(sla, 0.86, 0.84, 0.88)
                        .slice("category", "violence")
                        .n(100)
                        .build(),
                now(sla, 0.60, 0.55, 0.65)
                        .slice("category", "harassment")
                        .n(300)
                        .build(),
                before(sla, 0.86, 0.84, 0.88)
                        .slice("category", "harassment")
                        .n(100)
                        .build());
        Figures figures = new Figures(Given.report(List.of(sla), List.of(), cells));
        // violence is small and takes harassment with it.
        assertThat(new Narrative(figures).sentence(sla).rest())
                .endsWith(" The same move shows in category \u2068spam\u2069 (86.0% to 70.0%).");
    }

    @Test
    void worseComesBeforeBetterAndSteadyOnesAreCounted() {
        KpiView good = Given.kpi("proactive_rate", "share", "share", GoodWhen.HIGHER);
        KpiView calm = Given.kpi("appeal_rate", "share", "share", GoodWhen.NEITHER);
        Figures figures = new Figures(Given.report(
                List.of(good, calm, sla),
                List.of(),
                List.of(
                        now(good, 0.5, 0.49, 0.51).build(),
                        before(good, 0.4, 0.39, 0.41).build(),
                        now(calm, 0.1, 0.09, 0.11).build(),
                        before(calm, 0.1, 0.09, 0.11).build(),
                        now(sla, 0.81, 0.80, 0.82).build(),
                        before(sla, 0.86, 0.85, 0.87).build())));
        assertThat(new Narrative(figures).lead())
                .extracting(Narrative.Sentence::tag, Narrative.Sentence::subject)
                .containsExactly(
                        tuple("Worse", "sla attainment"),
                        tuple("Better", "proactive rate"),
                        tuple("Steady", "1 other figure"));
    }

    @Test
    void theDataAreSaidToBeBrokenWhenTheyAre() {
        DataQuality quality = new DataQuality(
                List.of(new DataQuality.Intake("vitals", 3, 1, 0, 1000, 980, 10, 5, 2)),
                List.of(),
                List.of(),
                List.of(),
                List.of(new DataQuality.Restated("sla_attainment", "late_event", 7, 0)),
                List.of(),
                20,
                List.of(new DataQuality.BrokenCheck("silver.appeal", "known", "fail", 1, 9, Given.AS_OF)));
        Figures figures = new Figures(Given.report(
                List.of(sla),
                List.of(),
                List.of(now(sla, 0.9, 0.8, 0.95).days(6).build()),
                quality));
        // 1000 - 980 - 10 - 5 - 2 = 3
        assertThat(new QualityNarrative(figures).sentences())
                .extracting(Narrative.Sentence::text)
                .containsExactly(
                        "6 of 7 days have been measured; everything is provisional.",
                        "1 run of checks failed of 20.",
                        "3 lines are not accounted for, of 1,000; 10 (1.0%) could not be read.",
                        "1 file was refused: too many lines could not be read.",
                        "7 published numbers moved afterwards, none of which had been final.");
    }

    private static Given.Change now(KpiView kpi, Double value, Double low, Double high) {
        return Given.empty(kpi, Given.WEEK).value(value, low, high);
    }

    private static Given.Change before(KpiView kpi, Double value, Double low, Double high) {
        return Given.empty(kpi, BEFORE).value(value, low, high);
    }

    private static String sentence(KpiView kpi, Given.Change now, Given.Change before) {
        Figures figures = new Figures(Given.report(List.of(kpi), List.of(), List.of(now.build(), before.build())));
        Narrative.Sentence sentence = new Narrative(figures).sentence(kpi);
        return sentence.tag() + ": " + sentence.text();
    }
}
