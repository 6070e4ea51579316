package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Labels;
import dev.vitals.report.ReadoutRow.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of tests: what it says of made-up readouts, and what it keeps to itself. */
class SiteExperimentsTest {
    private static final KpiView RATE = Given.share("overturn_rate");
    private static final KpiView APPEALS = Given.share("appeal_rate");
    private static final List<Metric> METRICS = List.of(
            GivenReadout.metric("overturn_rate", Role.PRIMARY, GoodWhen.LOWER),
            GivenReadout.metric("appeal_rate", Role.GUARDRAIL, GoodWhen.LOWER));

    @TempDir
    private Path folder;

    private Page write(Experiment... tests) throws IOException {
        SiteWriter site = new SiteWriter(folder, Given.WEEK, new Gate(List.of()));
        for (KpiView kpi : List.of(RATE, APPEALS)) {
            site.add(kpi, Given.days(kpi, Given.WEEK, 0.1, 0.2));
        }
        return GivenSite.experiments(site, folder, List.of(tests), List.of());
    }

    private static List<ReadoutRow> nights(String test) {
        List<ReadoutRow> rows = new ArrayList<>();
        for (LocalDate night = GivenReadout.START; !night.isAfter(GivenReadout.FINAL); night = night.plusDays(1)) {
            boolean isFinal = night.equals(GivenReadout.FINAL);
            rows.add(GivenReadout.row()
                    .of(test, "overturn_rate")
                    .night(night)
                    .verdict(isFinal ? "not_shown" : "running", isFinal ? "no difference shown" : "withheld")
                    .build());
            rows.add(GivenReadout.row()
                    .of(test, "appeal_rate")
                    .night(night)
                    .margin(0.25)
                    .verdict(isFinal ? "within_margin" : "running", isFinal ? "not worse than the margin" : "withheld")
                    .build());
        }
        return rows;
    }

    private static JsonNode data(Page page) throws IOException {
        return new ObjectMapper().readTree(page.byId("data").getTextContent());
    }

    @Test
    void withoutAReadoutThePageSaysSo() throws IOException {
        Page page = write();

        assertThat(page.text("content")).contains("No test of a change has a readout so far.");
        assertThat(page.all("script")).hasSize(1);
        assertThat(page.all("table")).isEmpty();
    }

    @Test
    void aTestThatHasNotBegunIsListedWithoutNumbers() throws IOException {
        Page page = write(GivenReadout.test("later", METRICS, List.of()));

        assertThat(page.text("content")).contains("No test of a change has a readout so far.", "Later", "automod-team");
    }

    @Test
    void aTestSaysWhatItShowedAndWhatWouldChangeIt() throws IOException {
        Page page = write(GivenReadout.test("banner", METRICS, nights("banner")));

        assertThat(page.text("test-banner"))
                .contains(
                        "A banner that says why makes people think.",
                        "automod-team",
                        "Final; data to the night of 12 January 2026",
                        "control 1,000, banner 1,010 users; planned 50% / 50%, as planned (p = 0.82)",
                        "None was in several arms",
                        "overturn rate: no difference shown. The interval still allows −10.0% to +20.0%.",
                        "appeal rate: not worse than the margin.",
                        "Not shown+5.0%95%: −10.0% to +20.0%past taken out",
                        "+1.0 points95%: −2.0 points to +4.0 points",
                        "guardrail, margin 25.0%",
                        "20.0%of 900 users");
        assertThat(page.text("test-banner-health-caption")).startsWith("Can it be believed?");
        assertThat(page.text("test-banner")).contains("0.6", "64.0%", "0.7", "90.0%");
    }

    @Test
    void chartsHoldEachNightAndTheTableSaysTheSame() throws IOException {
        Page page = write(GivenReadout.test("banner", METRICS, nights("banner")));

        JsonNode charts = data(page).get("charts");
        assertThat(charts).hasSize(2);
        JsonNode guardrail = charts.get(1);
        assertThat(guardrail.get("limit").doubleValue()).isEqualTo(0.25);
        assertThat(guardrail.get("nights")).hasSize(8);
        assertThat(guardrail.get("nights").get(0).toString()).isEqualTo("[\"2026-01-05\",0.05,-0.1,0.2,0]");
        assertThat(guardrail.get("nights").get(7).get(4).intValue()).isEqualTo(1);
        assertThat(page.byId(guardrail.get("id").textValue()).getAttribute("role"))
                .isEqualTo("img");
        assertThat(page.text("test-banner")).contains("2026-01-05", "provisional", "The lift by night");
    }

    @Test
    void numbersOfFewUnitsAreNowhereInThePage() throws IOException {
        List<ReadoutRow> rows = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            rows.add(GivenReadout.row()
                    .night(GivenReadout.START.plusDays(day))
                    .arms(new Arm(19, 18, 0.123456, null), new Arm(400, 390, 0.2, null))
                    .lift(0.771234, 0.667891, 0.889123)
                    .split(new Split(0.0000123, false, 7, 0))
                    .verdict("withheld", "withheld: the units are not split as planned")
                    .build());
        }
        Page page = write(GivenReadout.test("banner", METRICS, rows));

        String text = page.text("content") + data(page);
        assertThat(text)
                .contains(
                        "An arm has fewer than 20 users with a value",
                        "control fewer than 20, banner 400 users",
                        "too few to tell",
                        "fewer than 20 users, in several arms")
                .doesNotContain("12.3", "77.1", "0.7712", "66.8", "88.9", "<0.0001", "7 users", "18 users", "19 users");
        assertThat(data(page).get("charts")).isEmpty();
    }

    /** Of 900 users who saw the test the ones who were never asked say nothing of a share, and hide nobody. */
    @Test
    void ofARatioTheUnitsInItsDenominatorCount() throws IOException {
        ReadoutRow enough = GivenReadout.row()
                .arms(new Arm(1000, 900, 312L, 0.2, null), new Arm(1010, 910, 299L, 0.21, null))
                .build();
        ReadoutRow few = GivenReadout.row()
                .arms(new Arm(1000, 900, 19L, 0.2, null), new Arm(1010, 910, 299L, 0.21, null))
                .lift(0.771234, 0.667891, 0.889123)
                .build();

        assertThat(write(GivenReadout.test("banner", METRICS, List.of(enough))).text("test-banner"))
                .contains("20.0%counted in 312 of 900 users");
        Page hidden = write(GivenReadout.test("banner", METRICS, List.of(few)));
        assertThat(hidden.text("content") + data(hidden))
                .contains("An arm has fewer than 20 users that count in it")
                .doesNotContain("77.1", "0.7712", "19 users", "299");
    }

    @Test
    void aNightOfFewUnitsIsAGapInTheChart() throws IOException {
        Page page = write(GivenReadout.test(
                "banner",
                METRICS,
                List.of(
                        GivenReadout.row()
                                .night(GivenReadout.START)
                                .arms(new Arm(30, 19, 0.1, null), new Arm(30, 25, 0.2, null))
                                .lift(0.6, 0.5, 0.7)
                                .build(),
                        GivenReadout.row().night(GivenReadout.START.plusDays(1)).build())));

        assertThat(data(page).get("charts").get(0).get("nights").toString())
                .isEqualTo("[[\"2026-01-05\"],[\"2026-01-06\",0.05,-0.1,0.2,0]]");
        assertThat(page.text("test-banner")).contains("too few").doesNotContain("60.0%");
    }

    /** Enough units, but no value of any so far: that is not privacy. */
    @Test
    void aNightOnWhichNothingIsKnownIsNotOfTooFew() throws IOException {
        Page page = write(GivenReadout.test(
                "banner",
                METRICS,
                List.of(
                        GivenReadout.row()
                                .night(GivenReadout.START)
                                .lift(null, null, null)
                                .difference(null, null, null)
                                .build(),
                        GivenReadout.row().night(GivenReadout.START.plusDays(1)).build())));

        assertThat(page.text("test-banner"))
                .contains("2026-01-05overturn ratenot known yetprovisional")
                .doesNotContain("too few", "none");
    }

    @Test
    void whatIsNotKnownIsADashThatIsReadAloud() throws IOException {
        Page page = write(GivenReadout.test(
                "banner",
                METRICS,
                List.of(
                        GivenReadout.row().lift(null, null, null).build(),
                        GivenReadout.row()
                                .of("banner", "appeal_rate")
                                .margin(0.25)
                                .health(new Health(
                                        null, null, null, null, null, null, null, null, null, null, null, 0.9))
                                .build())));

        assertThat(page.text("test-banner-effects-caption")).isNotBlank();
        assertThat(page.text("test-banner"))
                .contains("Not shown–+1.0 points", "0.6vs margin")
                .doesNotContain("none");
        assertThat(page.all("span"))
                .filteredOn(each -> each.getTextContent().equals("–"))
                .isNotEmpty()
                .allMatch(each -> each.getAttribute("aria-label").equals("not known")
                        && each.getAttribute("role").equals("img"));
    }

    @Test
    void clustersAreCountedAsSuch() throws IOException {
        ReadoutRow row = GivenReadout.row()
                .arms(new Arm(6, 900, 0.2, 6L), new Arm(7, 910, 0.21, 7L))
                .degreesOfFreedom(5)
                .split(new Split(0.9, true, 30, 2))
                .build();
        Page page = write(GivenReadout.test("banner", Unit.CHANNEL, CompareBy.CLUSTER, METRICS, List.of(row)));

        assertThat(page.text("test-banner"))
                .contains(
                        "control 6, banner 7 clusters",
                        "2 clusters with 30 channels, in several arms",
                        "6 and 7 clusters",
                        "5 degrees of freedom",
                        "labels dealt anew: p = 0.3",
                        "4.2",
                        "With as many clusters");
    }

    /** Channels are no people: 5 of an arm are enough, whatever the KPI asks of people. */
    @Test
    void fewChannelsAreShownFromFiveOn() throws IOException {
        ReadoutRow four = GivenReadout.row()
                .arms(new Arm(4, 4, 0.2, 4L), new Arm(9, 9, 0.21, 9L))
                .degreesOfFreedom(5)
                .build();
        ReadoutRow five = GivenReadout.row()
                .of("five", "overturn_rate")
                .arms(new Arm(5, 5, 0.2, 5L), new Arm(6, 6, 0.21, 6L))
                .degreesOfFreedom(5)
                .build();
        Page page = write(
                GivenReadout.test("banner", Unit.CHANNEL, CompareBy.CLUSTER, METRICS, List.of(four)),
                GivenReadout.test("five", Unit.CHANNEL, CompareBy.UNIT, METRICS, List.of(five)));

        assertThat(page.text("test-banner"))
                .contains("An arm has fewer than 5 channels with a value", "control 4, banner 9 clusters")
                .doesNotContain("+5.0%");
        assertThat(page.text("test-five"))
                .contains("+5.0%", "control 5, banner 6 channels")
                .doesNotContain("too few");
        assertThat(data(page).get("charts")).hasSize(1);
    }

    /** Whole channels were assigned, but who counts is their users: many channels of few users are few people. */
    @Test
    void fewPeopleInClustersAreHidden() throws IOException {
        ReadoutRow row = GivenReadout.row()
                .arms(new Arm(12, 19, 0.2, 12L), new Arm(13, 700, 0.21, 13L))
                .degreesOfFreedom(5)
                .build();
        Page page = write(GivenReadout.test("banner", Unit.USER, CompareBy.CLUSTER, METRICS, List.of(row)));

        assertThat(page.text("test-banner"))
                .contains("An arm has fewer than 20 users with a value", "control 12, banner 13 clusters")
                .doesNotContain("+5.0%");
    }

    @Test
    void ratesSayHowBurstyTheyAreAndLateLabelsHowOld() throws IOException {
        ReadoutRow row = GivenReadout.row()
                .health(new Health(
                        null, null, null, null, null, null, null, null, 9.13, null, new Labels(7L, null, null), 0.9))
                .build();
        List<Metric> rates =
                List.of(GivenReadout.metric("overturn_rate", Role.PRIMARY, Statistic.RATE, GoodWhen.LOWER));
        Page page = write(GivenReadout.test("banner", rates, List.of(row)));

        assertThat(page.text("test-banner"))
                .contains("Overdispersion", "9.13", "at an age of 7 days", "of rates on the logarithm of the ratio")
                .doesNotContain("have come", "Log-rank p", "Variance left");
        assertThat(page.text("how-to-read")).contains("Overdispersion", "Labels", "Matured");
    }

    /** Before a metric is final its p is no reason for a verdict; of one that only waits for others it is. */
    @Test
    void aProbabilityThatCanStillChangeIsMarked() throws IOException {
        assertThat(effects("running")).contains("0.6provisional");
        assertThat(effects("not_mature")).contains("0.6provisional");
        assertThat(effects("others_not_mature")).contains("Waiting").doesNotContain("0.6provisional");
        assertThat(effects("not_shown")).doesNotContain("0.6provisional");
    }

    private String effects(String verdict) throws IOException {
        ReadoutRow row = GivenReadout.row().verdict(verdict, verdict).build();
        return write(GivenReadout.test("banner", METRICS.subList(0, 1), List.of(row)))
                .text("test-banner");
    }

    @Test
    void itIsToldHowOftenChanceMakesSoDifferentAPartOfTheArmsCount() throws IOException {
        Health health = new Health(null, null, null, 0.00002, null, null, null, null, null, null, null, 0.9);
        ReadoutRow row = GivenReadout.row()
                .arms(new Arm(1000, 1000, 779L, 0.2, null), new Arm(1000, 1000, 711L, 0.2, null))
                .health(health)
                .build();
        Page page = write(GivenReadout.test("banner", METRICS, List.of(row)));

        assertThat(page.text("test-banner")).contains("Same part counted (p)", "<0.0001");
        assertThat(page.text("how-to-read")).contains("the change itself moved who counts");
    }

    @Test
    void runningTestsComeFirst() throws IOException {
        Experiment done = GivenReadout.test("done", METRICS, nights("done"));
        Experiment base = GivenReadout.test("open", METRICS, nights("open"));
        Experiment open = GivenReadout.finalOn(Given.AS_OF.plusDays(9), base.spec(), base.rows());
        Page page = write(done, open);

        List<String> ids = page.ids().stream()
                .filter(id -> id.equals("test-done") || id.equals("test-open"))
                .toList();
        assertThat(ids).containsExactly("test-open", "test-done");
        assertThat(page.text("test-open")).contains("Waiting for what can still change");
    }

    @Test
    void aMetricThatItsFileNoLongerNamesIsCountedAndNotShown() throws IOException {
        Page page = write(GivenReadout.test(
                "banner",
                METRICS.subList(0, 1),
                List.of(
                        GivenReadout.row().build(),
                        GivenReadout.row()
                                .of("banner", "appeal_rate")
                                .lift(0.77, 0.6, 0.9)
                                .build())));

        assertThat(page.text("test-banner"))
                .contains("1 row of gold.experiment_readout not shown")
                .doesNotContain("77.0%");
    }

    @Test
    void ofManyTestsOnlyTheLatestAreShownByNight() throws IOException {
        Experiment[] tests = new Experiment[14];
        for (int i = 0; i < tests.length; i++) {
            String id = "test_" + (char) ('a' + i);
            tests[i] = GivenReadout.test(id, METRICS, nights(id));
        }
        Page page = write(tests);

        assertThat(data(page).get("charts")).hasSize(24);
        assertThat(page.text("test-test_n"))
                .contains("no difference shown", "What each night showed is in gold.experiment_readout.")
                .doesNotContain("The lift by night");
        assertThat(folder.resolve("experiments.html").toFile().length()).isLessThan(250_000);
    }
}
