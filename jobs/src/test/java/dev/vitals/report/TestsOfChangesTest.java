package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Split;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The chapter of a report on tests of changes. The week goes from the 5th to the 11th, a test from the 5th to the 9th. */
class TestsOfChangesTest {
    private static final List<KpiView> KPIS = List.of(Given.share("overturn_rate"), Given.share("appeal_rate"));
    private static final List<Metric> METRICS = List.of(
            GivenReadout.metric("overturn_rate", Role.PRIMARY, GoodWhen.LOWER),
            GivenReadout.metric("appeal_rate", Role.GUARDRAIL, GoodWhen.LOWER));
    private static final LocalDate LAST = LocalDate.of(2026, 1, 11);

    private static Page report(Experiment... tests) {
        return Page.of(Given.report(KPIS, tests));
    }

    private static GivenReadout row() {
        return GivenReadout.row().night(LAST).verdict("not_mature", "withheld: what it counts can still change");
    }

    private static Experiment test(LocalDate finalDay, ReadoutRow... rows) {
        Experiment test = GivenReadout.test("banner", METRICS, List.of(rows));
        return GivenReadout.finalOn(finalDay, test.spec(), test.rows());
    }

    @Test
    void withoutATestThereIsNoChapter() {
        Page page = report();

        assertThat(page.ids()).doesNotContain("tests");
        assertThat(page.text()).doesNotContain("Tests of changes");
    }

    @Test
    void aTestUnderWaySaysHowItStandsAndWhenAVerdictCanCome() {
        Page page = report(test(
                GivenReadout.FINAL,
                row().build(),
                row().of("banner", "appeal_rate")
                        .margin(0.25)
                        .lift(0.3, 0.2, 0.4)
                        .build()));

        assertThat(page.text("tests"))
                .contains(
                        "Banner5 January 2026 to 9 January 2026automod-team",
                        "overturn rate +5.0%95%: −10.0% to +20.0%",
                        "Withheld: what it counts can still change",
                        "On 12 January 2026",
                        "control 1,000, banner 1,010 users; planned 50% / 50%, as planned (p = 0.82)")
                .doesNotContain("30.0%");
        assertThat(page.all("nav").get(0).getTextContent()).contains("Tests of changes");
    }

    @Test
    void ofSeveralPrimaryMetricsEachHasALineAndAVerdictThatAllShareIsToldOnce() {
        List<Metric> both = List.of(METRICS.get(0), GivenReadout.metric("appeal_rate", Role.PRIMARY, GoodWhen.LOWER));
        ReadoutRow other = row().of("banner", "appeal_rate").lift(0.3, 0.2, 0.4).build();
        ReadoutRow worse =
                row().of("banner", "appeal_rate").verdict("worse", "worse").build();

        assertThat(report(GivenReadout.test("banner", both, List.of(row().build(), other)))
                        .text("tests"))
                .contains("appeal rate +30.0%95%: +20.0% to +40.0%")
                .containsOnlyOnce("ithheld: what it counts can still change");
        assertThat(report(GivenReadout.test("banner", both, List.of(row().build(), worse)))
                        .text("tests"))
                .contains("Overturn rate: withheld: what it counts can still change", "Appeal rate: worse");
    }

    /** Of a test whose last metric is final on the 12th, the primary one was on the 10th. */
    @Test
    void aPrimaryMetricThatIsFinalBeforeTheOthersHasItsVerdict() {
        List<Metric> both = List.of(METRICS.get(0), GivenReadout.metric("appeal_rate", Role.SECONDARY, GoodWhen.LOWER));
        LocalDate own = LAST.minusDays(1);
        List<ReadoutRow> rows = List.of(
                row().night(own.minusDays(1)).build(),
                row().night(own).verdict("worse", "worse").build(),
                row().verdict("worse", "worse").build());
        Experiment test = new Experiment(
                GivenReadout.test("banner", both, List.of()).spec(),
                Map.of("overturn_rate", own, "appeal_rate", GivenReadout.FINAL),
                Set.of(),
                rows);
        Experiment close = new Experiment(
                test.spec(),
                test.finalDays(),
                Set.of(),
                List.of(row().verdict("others_not_mature", "withheld: others").build()));

        assertThat(report(test).text("tests")).contains("Worse", "Came on 10 January 2026");
        assertThat(report(close).text("tests")).contains("By 12 January 2026, with other metrics");
    }

    /** The report of a past week is no other when it is made later. */
    @Test
    void whatCameAfterThePeriodIsNotInIt() {
        Page page = report(test(
                GivenReadout.FINAL,
                row().build(),
                row().night(GivenReadout.FINAL)
                        .lift(0.9, 0.8, 1.0)
                        .verdict("worse", "worse")
                        .build()));

        assertThat(page.text("tests")).contains("+5.0%", "On 12 January 2026").doesNotContain("90.0%", "Worse");
    }

    @Test
    void aVerdictOfThePeriodIsTold() {
        Page page = report(test(LAST, row().verdict("worse", "worse").build()));

        assertThat(page.text("tests")).contains("Worse", "Came on 11 January 2026");
    }

    @Test
    void testsBeforeAndAfterThePeriodAreLeftOut() {
        Experiment over = test(Given.WEEK.start().minusDays(1), row().build());
        Experiment later = GivenReadout.test("later", METRICS, List.of());
        ReportInput before = Given.report(KPIS, later);

        assertThat(report(over).ids()).doesNotContain("tests");
        assertThat(new TestsOfChanges(new Figures(new ReportInput(
                                Given.WEEK.previous(),
                                before.asOf(),
                                before.kpis(),
                                List.of(),
                                List.of(),
                                before.gate(),
                                before.quality(),
                                List.of(),
                                List.of(),
                                Maturing.NONE,
                                before.experiments())))
                        .render(new Sheets("week")))
                .isEmpty();
    }

    @Test
    void aTestThatNoNightHasReadIsListed() {
        assertThat(report(test(GivenReadout.FINAL)).text("tests")).contains("Banner", "not read yet", "none yet");
    }

    @Test
    void numbersOfFewUnitsAreNeitherInThePageNorInItsFile() {
        ReportInput input = Given.report(
                KPIS,
                test(
                        GivenReadout.FINAL,
                        row().arms(new Arm(19, 18, 0.123456, null), new Arm(400, 390, 0.2, null))
                                .lift(0.771234, 0.667891, 0.889123)
                                .split(new Split(0.0123, true, 7, 0))
                                .build()));
        ReportPage report = new ReportPage(input);
        String csv = Csv.of(report.tables().get("tests"));

        assertThat(Page.parse(report.html()).text("tests") + csv)
                .contains("too few", "Too few users", "control fewer than 20, banner 400 users", "too_few")
                .doesNotContain("77.1", "0.77", "66.8", "0.66", "88.9", "0.0123", "19 ", "18 ");
    }

    @Test
    void theFileHasWhatTheTableShows() {
        String csv = Csv.of(new ReportPage(Given.report(KPIS, test(GivenReadout.FINAL, row().build())))
                .tables()
                .get("tests"));

        assertThat(csv)
                .startsWith("experiment,as_of_date,metric,kpi,variant,lift,lift_low,lift_high,confidence,verdict,")
                .contains("banner,2026-01-11,overturn_rate,overturn_rate,banner,0.05,-0.1,0.2,0.95,not_mature,");
    }

    @Test
    void anUnevenSplitAndEarlyLooksSayWhenElseAVerdictComes() {
        Design anytime = new Design.Anytime(1000);
        Experiment withheld = test(
                GivenReadout.FINAL,
                row().split(new Split(0.00001, false, 0, 0))
                        .verdict("withheld", "withheld: split")
                        .build());
        Experiment early = GivenReadout.finalOn(
                GivenReadout.FINAL,
                GivenReadout.spec("early", Unit.USER, CompareBy.UNIT, anytime, METRICS),
                List.of(row().of("early", "overturn_rate").build()));

        assertThat(report(withheld).text("tests"))
                .contains("Once it is found out what loses or adds users", "not as planned (p < 0.0001)");
        assertThat(report(early).text("tests")).contains("Each night, up to 12 January 2026");
    }
}
