package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.experiment.ExperimentSpec.CompareBy;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Times;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page of tests says of metrics that are made of cases. */
class SiteExperimentsOfCasesTest {
    private static final KpiView WAIT = Given.kpi(
            "time_to_action",
            Map.of("statistic", "time_to_event", "restricted_mean_hours", "72"),
            "seconds",
            KpiDefinition.GoodWhen.LOWER,
            Map.of(),
            20,
            0);
    private static final List<Metric> WAITS =
            List.of(GivenReadout.metric("time_to_action", Role.PRIMARY, Statistic.TIME_TO_EVENT, GoodWhen.LOWER));

    @TempDir
    private Path folder;

    private Page write(Experiment... tests) throws IOException {
        SiteWriter site = new SiteWriter(folder, Given.WEEK, new Gate(List.of()));
        site.add(WAIT, Given.days(WAIT, Given.WEEK, 0.1, 0.2));
        return GivenSite.experiments(site, folder, List.of(tests), List.of());
    }

    private static GivenReadout waits(Times times) {
        return GivenReadout.row()
                .of("waits", "time_to_action")
                .difference(-1140.0, -3000.0, 720.0)
                .health(new Health(null, null, null, null, null, null, null, null, null, times, null, null));
    }

    @Test
    void timesAreToldOfCasesAndWithThoseThatAreOpen() throws IOException {
        ReadoutRow row = waits(new Times(41, 33, 1.08, 0.31))
                .arms(new Arm(14, 812, 15_130.0, null), new Arm(13, 799, 13_990.0, null))
                .build();
        Page page = write(GivenReadout.test("waits", Unit.CHANNEL, CompareBy.CLUSTER, WAITS, List.of(row)));

        assertThat(page.text("test-waits"))
                .contains(
                        "time to action, mean up to 72 h: no difference shown.",
                        "4 h 12 minof 812 cases",
                        "−19 min95%: −50 min to +12 min",
                        "cases, by cluster",
                        "41 and 33still open",
                        "1.08 times",
                        "0.31",
                        "of cases on the logarithm of the ratio")
                .doesNotContain("812 channels", "Matured", "Labels", "Overdispersion", "Design effect");
        assertThat(page.text("how-to-read"))
                .contains("Open", "Log-rank p", "Speed", "It is a sequential p, which holds on all nights together")
                .doesNotContain("Matured", "Labels", "Overdispersion", "Design effect");
    }

    /** As many cases as the KPI asks for may be those of one channel, or of one user. */
    @Test
    void casesOfFewUnitsAreHidden() throws IOException {
        ReadoutRow row = waits(new Times(41, 33, 1.08, 0.31))
                .arms(new Arm(4, 812, 15_130.0, null), new Arm(13, 799, 13_990.0, null))
                .build();
        ReadoutRow few = waits(new Times(1, 2, 1.08, 0.31))
                .arms(new Arm(50, 19, 15_130.0, null), new Arm(50, 30, 13_990.0, null))
                .build();

        assertThat(write(GivenReadout.test("waits", Unit.CHANNEL, CompareBy.CLUSTER, WAITS, List.of(row)))
                        .text("test-waits"))
                .contains("too few channels. An arm has fewer than 5 channels: the numbers are hidden")
                .doesNotContain("4 h 12 min", "41 and 33");
        assertThat(write(GivenReadout.test("waits", WAITS, List.of(row))).text("test-waits"))
                .contains("too few users. An arm has fewer than 20 users: the numbers are hidden");
        assertThat(write(GivenReadout.test("waits", WAITS, List.of(few))).text("test-waits"))
                .contains("too few cases. An arm has fewer than 20 cases: the numbers are hidden")
                .doesNotContain("4 h 12 min", "1 and 2");
    }

    @Test
    void timesThatAreNotKnownSoFarAreNotOfTooFewUnits() throws IOException {
        ReadoutRow row = waits(null)
                .arms(new Arm(400, 312, null, null), new Arm(400, 299, null, null))
                .difference(null, null, null)
                .lift(null, null, null)
                .verdict("no_units", "too few units have a value, or times or labels are not known so far")
                .build();
        Page page = write(GivenReadout.test("waits", WAITS, List.of(row)));

        assertThat(page.text("test-waits"))
                .contains(
                        "Not known",
                        "not known so far. Each arm needs cases of at least two users,",
                        "not knownof 312 cases",
                        "cases, by groups of users")
                .doesNotContain("too few", "Log-rank p");
    }
}
