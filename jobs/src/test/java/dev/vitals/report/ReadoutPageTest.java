package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.experiment.Analysis;
import dev.vitals.contract.experiment.Design;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.ExperimentSpec.Unit;
import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Health;
import dev.vitals.report.ReadoutRow.Labels;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The page of a test that the warehouse does not know: what it says, that it stands alone, and that it can be heard. */
class ReadoutPageTest {
    private static final String FORGED = "</title><script>alert(1)</script>";

    private static Metric metric(String id, Role role, Metric.Statistic statistic, GoodWhen goodWhen) {
        return Metric.of(id, role, statistic, goodWhen, OptionalDouble.empty(), Optional.empty());
    }

    private static ExperimentSpec spec(Unit unit, Design design, String hypothesis, int treatments) {
        List<Variant> variants = new ArrayList<>();
        variants.add(new Variant("control", 0.5, true, OptionalLong.of(1000)));
        for (int i = 0; i < treatments; i++) {
            String name = i == 0 ? "banner" : "other";
            variants.add(new Variant(name, 0.5 / treatments, false, OptionalLong.of(1010)));
        }
        return new ExperimentSpec(
                "hold_banner",
                hypothesis,
                "automod-team",
                unit,
                variants,
                new Analysis(
                        0.05,
                        Analysis.Sides.TWO,
                        Analysis.Correction.HOLM,
                        0.5,
                        Analysis.Lift.FIELLER,
                        design,
                        Optional.of(new Analysis.Prior(0, 0.1))),
                List.of(
                        metric("messages_per_user", Role.PRIMARY, Metric.Statistic.MEAN, GoodWhen.HIGHER),
                        metric("appeal_share", Role.SECONDARY, Metric.Statistic.SHARE, GoodWhen.LOWER),
                        metric("minutes_watched", Role.GUARDRAIL, Metric.Statistic.MEAN, GoodWhen.HIGHER)),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static GivenReadout row(String metric) {
        return GivenReadout.row()
                .of("hold_banner", metric)
                .night(null)
                .health(new Health(0.6, 0.64, 0.7, null, 3L, null, null, null, null, null, null, null));
    }

    private static String html(Unit unit, ReadoutRow... rows) {
        return ReadoutPage.of(spec(unit, new Design.Fixed(), "People think.", 1), List.of(rows));
    }

    private static ReadoutRow[] all() {
        return new ReadoutRow[] {
            row("messages_per_user")
                    .lift(0.08, 0.04, 0.12)
                    .verdict("better", "better")
                    .build(),
            row("appeal_share").lift(-0.1, -0.3, 0.1).build(),
            row("minutes_watched")
                    .lift(-0.01, -0.02, 0.01)
                    .margin(0.03)
                    .verdict("within_margin", "not worse than the margin")
                    .build()
        };
    }

    @Test
    void thePageSaysWhatTheTestShowedAndHowItWasJudged() {
        String text = Page.parse(html(Unit.USER, all())).text();

        assertThat(text)
                .contains(
                        "Hold banner",
                        "People think.",
                        "automod-team",
                        "control 1,000, banner 1,010 users; planned 50% / 50%, as planned (p = 0.82)",
                        "False calls at most 5%: 2 comparisons of primary and secondary metrics are one family, p-values adjusted by Holm; 1 guardrail by itself against its margin, one-sided",
                        "Fixed: looked at once, when all is counted",
                        "Limits by Fieller's method; chances to win after a belief of 0.0% ± 10%",
                        "Messages per user: better. Only other data, or units that are still to come, can change it.",
                        "+8.0%95%: +4.0% to +12.0%",
                        "Correlation with the past",
                        "64.0%",
                        "3 strata")
                .doesNotContain("Matured", "as of the last night", "gold.", "null");
    }

    @Test
    void labelsOfBothArmsSayHowManyHaveCome() {
        ReadoutRow aged = row("messages_per_user")
                .health(ofLabels(new Labels(7L, 0.922, 0.929)))
                .build();
        ReadoutRow foreseen = row("appeal_share")
                .health(ofLabels(new Labels(null, 0.815, 0.823)))
                .build();
        ReadoutRow young = row("minutes_watched")
                .health(ofLabels(new Labels(1L, null, null)))
                .build();

        assertThat(Page.parse(html(Unit.USER, aged, foreseen, young)).text())
                .contains(
                        "at an age of 7 days92.2% and 92.9% of all have come",
                        "81.5% and 82.3% have comethe rest is foreseen", "at an age of 1 day");
    }

    private static Health ofLabels(Labels labels) {
        return new Health(null, null, null, null, null, null, null, null, null, null, labels, null);
    }

    @Test
    void thePageNeedsNothingBesideIt() {
        Page page = Page.parse(html(Unit.USER, all()));

        assertThat(page.all("script")).isEmpty();
        assertThat(page.all("link")).isEmpty();
        assertThat(page.all("img")).isEmpty();
        List<String> ids = page.ids();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(page.all("a"))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(ids).contains(link.getAttribute("href").substring(1)));
    }

    @Test
    void tablesHaveCaptionsAndTheChartSaysWhatItShows() {
        Page page = Page.parse(html(Unit.USER, all()));

        assertThat(page.all("h1")).hasSize(1);
        assertThat(page.all("section"))
                .isNotEmpty()
                .allSatisfy(section -> assertThat(page.text(section.getAttribute("aria-labelledby")))
                        .isNotBlank());
        assertThat(page.all("table"))
                .hasSize(2)
                .allSatisfy(table -> assertThat(
                                table.getElementsByTagName("caption").getLength())
                        .isEqualTo(1));
        Element chart = page.all("svg").get(0);
        assertThat(chart.getAttribute("role")).isEqualTo("img");
        assertThat(page.text("forest-d"))
                .contains(
                        "Messages per user (primary, higher is better): +8.0% (+4.0% to +12.0%), better.",
                        "Appeal share (secondary, lower is better): −10.0% (−30.0% to +10.0%), no difference shown.",
                        "Minutes watched (guardrail, higher is better, margin 3.0%): −1.0% (−2.0% to +1.0%), not worse than the margin.");
    }

    @Test
    void numbersOfFewPeopleAreHiddenAndThoseOfFewChannelsAreNot() {
        ReadoutRow few = row("messages_per_user")
                .arms(new Arm(19, 19, 7.7, null), new Arm(40, 40, 8.8, null))
                .lift(0.1429, 0.1, 0.2)
                .build();

        assertThat(Page.parse(html(Unit.USER, few)).text())
                .contains("too few users", "An arm has fewer than 20 users", "control fewer than 20")
                .doesNotContain("7.7", "8.8", "14.3%");
        assertThat(Page.parse(html(Unit.CHANNEL, few)).text()).contains("7.7", "8.8", "+14.3%");
    }

    @Test
    void looksAndSeveralTreatmentsAreNamed() {
        Design design = new Design.GroupSequential(Design.Spending.POCOCK, List.of(0.5, 1.0), 1);
        String html = ReadoutPage.of(
                spec(Unit.USER, design, "People think.", 2),
                List.of(
                        row("messages_per_user").variant("banner").build(),
                        row("messages_per_user").variant("other").build()));

        assertThat(Page.parse(html).text())
                .contains(
                        "Look 1 of 2, at 50%, 100% of all that will be known; spending by Pocock",
                        "4 comparisons (2 × 2 treatments)",
                        "Messages per user, other: no difference shown. Looks to come may still settle it.");
    }

    @Test
    void textOfTheFileIsNoMarkup() {
        String html = ReadoutPage.of(spec(Unit.USER, new Design.Fixed(), FORGED, 1), List.of(all()));

        assertThat(Page.parse(html).all("script")).isEmpty();
        assertThat(Page.parse(html).text()).contains(FORGED);
    }

    @Test
    void onALongIntervalAnArrowSaysThatItGoesOn() {
        ReadoutRow[] rows = all();
        rows[1] = row("appeal_share").lift(0.1, -8.0, 9.0).build();
        ReadoutRow none = row("minutes_watched").lift(null, null, null).build();
        ReadoutRow open =
                row("minutes_watched").verdict("withheld", "withheld: split").build();

        assertThat(Page.parse(html(Unit.USER, rows)).text()).contains("An arrow: the interval goes on.");
        Page plain = Page.parse(html(Unit.USER, all()));
        assertThat(plain.text()).contains("Short dashes").doesNotContain("An arrow", "Hollow");
        assertThat(Page.parse(html(Unit.USER, none)).text("forest-d")).endsWith("): no lift.");
        assertThat(Page.parse(html(Unit.USER, open)).text()).contains("Hollow: no verdict is given.");
    }
}
