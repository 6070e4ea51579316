package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.report.ChangeEffect.Channels;
import dev.vitals.report.ChangeEffect.Day;
import dev.vitals.report.ChangeEffect.Maturity;
import dev.vitals.report.ChangeEffect.Since;
import dev.vitals.report.ChangeEffect.Sureness;
import dev.vitals.report.ReadoutRow.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes after launch on the page of experiments: what it says of made-up effects, and what it keeps to itself. */
class SiteChangesTest {
    private static final KpiView RATE = Given.share("overturn_rate");
    private static final KpiView APPEALS = Given.share("appeal_rate");

    @TempDir
    private Path folder;

    private Page write(LaunchedChange... changes) throws IOException {
        return write(GivenChange.days(1000), changes);
    }

    /** A site whose KPIs have these days. */
    private Page write(List<Day> days, LaunchedChange... changes) throws IOException {
        SiteWriter site = new SiteWriter(folder, Given.WEEK, new Gate(List.of()));
        site.add(RATE, GivenChange.cells(RATE, days));
        site.add(APPEALS, GivenChange.cells(APPEALS, GivenChange.days(1000)));
        return GivenSite.experiments(site, folder, List.of(), List.of(changes));
    }

    private static JsonNode charts(Page page) throws IOException {
        return new ObjectMapper().readTree(page.byId("data").getTextContent()).get("charts");
    }

    private static LaunchedChange policy(GivenChange... effects) {
        return GivenChange.everyone(
                "policy", List.of(effects).stream().map(GivenChange::build).toArray(ChangeEffect[]::new));
    }

    @Test
    void withoutAChangeThePageIsAsItWas() throws IOException {
        String without = Files.readString(written());
        ChangeEffect effect = GivenChange.effect().build();
        LaunchedChange later = new LaunchedChange(
                ChangeSpec.forEveryone("later", "h", "o", Given.AS_OF.plusDays(1), 0.05, List.of(effect.metric())),
                List.of(effect),
                Optional.empty());
        write(later);

        assertThat(Files.readString(folder.resolve("experiments.html")))
                .isEqualTo(without)
                .doesNotContain("after launch");
    }

    private Path written() throws IOException {
        write();
        return folder.resolve("experiments.html");
    }

    @Test
    void aChangeForEveryoneSaysWhatItDidAndWhatWouldChangeThat() throws IOException {
        Page page = write(policy(
                GivenChange.effect(),
                GivenChange.effect()
                        .of("appeal_rate")
                        .effect(-0.05, -0.08, -0.02)
                        .sureness(new Sureness(0.001, 0.002, 0.0625))
                        .verdict("better", "better")));

        assertThat(page.text("change-policy"))
                .contains(
                        "A stricter policy takes more down.",
                        "policy-team",
                        "For everyone, since 5 January 2026",
                        "The days before it, by interrupted time series; false calls at most 5.0%; p-values of 2 metrics adjusted by Holm",
                        "overturn rate: no change shown. The interval still allows −5.4 points to +1.2 points."
                                + " With as many days an effect of ±4.8 points would be found four times in five, were it tested alone.",
                        "appeal rate: better. Nights to come add days, and can change it. The effect may be as small as −2.0 points.",
                        "Not shown−3.2 points−5.4 points to +1.2 points−2.1 points−4.3 points to +0.1 points20.0%0.210.42"
                                + "16 and 83 to come6.3%")
                .doesNotContain("With care");
        assertThat(page.text("changes")).contains("Changes after launch", "5 January 2026, everyone", "False alarms");
    }

    @Test
    void thePrimaryMetricIsDrawnDayByDayWithBothLines() throws IOException {
        Page page = write(policy(GivenChange.effect(), GivenChange.effect().of("appeal_rate")));

        assertThat(charts(page)).hasSize(1);
        JsonNode chart = charts(page).get(0);
        assertThat(chart.get("unit").textValue()).isEqualTo("share");
        assertThat(chart.get("changeOn").textValue()).isEqualTo("2026-01-05");
        assertThat(chart.get("days")).hasSize(24);
        assertThat(chart.get("days").get(16).toString()).isEqualTo("[\"2026-01-05\",0.105,0.17,0.2]");
        assertThat(page.byId(chart.get("id").textValue()).getAttribute("role")).isEqualTo("img");
        assertThat(page.text("change-policy"))
                .contains(
                        "2026-01-0410.4%20.0%\n2026-01-0510.5%17.0%20.0%",
                        "The upright line is the day of the change.");
    }

    /** All lines go through a hidden day as well: from them and the other days it could be told. */
    @Test
    void whereFewDaysAreHiddenNothingOfTheMetricIsTold() throws IOException {
        List<Day> days = new ArrayList<>(GivenChange.days(1000));
        days.set(20, GivenChange.day(days.get(20).date(), 19));
        Page page = write(
                days,
                policy(GivenChange.effect()
                        .days(days)
                        .sureness(new Sureness(0.0123, 0.0456, 0.789))
                        .verdict("better", "better")));

        assertThat(page.text("change-policy"))
                .contains(
                        "Too few",
                        "too few observations. Days of fewer than 20 are hidden, and could be told from these numbers",
                        "16 and 83 to come")
                .doesNotContain("better", "points", "20.0%", "0.0123", "0.0456", "78.9", "10.9%");
        assertThat(page.text("changes"))
                .contains("overturn rate: too few observations")
                .doesNotContain("better");
        assertThat(page.all("script")).hasSize(1);
    }

    /** There are more hidden days than numbers told, and together they are not few. */
    @Test
    void whereManyDaysAreHiddenTheEffectIsToldAndNoDay() throws IOException {
        List<Day> days = GivenChange.days(9);
        Page page = write(days, policy(GivenChange.effect().days(days)));

        assertThat(page.text("change-policy"))
                .contains("−3.2 points−5.4 points to +1.2 points")
                .doesNotContain("10.5%", "overturn rate by day");
        assertThat(page.all("script")).hasSize(1);
    }

    @Test
    void daysOfAFewPeopleAltogetherAreHidden() throws IOException {
        List<Day> days = GivenChange.days(2);

        assertThat(write(days, policy(GivenChange.effect().days(days))).text("change-policy"))
                .contains("too few observations")
                .doesNotContain("points");
    }

    @Test
    void beforeThereAreDaysEnoughItSaysWhenAVerdictCanCome() throws IOException {
        GivenChange waiting = GivenChange.effect()
                .unknown()
                .verdict("few_days", "fewer than 7 final days on a side; 3 can still change");

        assertThat(write(policy(waiting.maturity(new Maturity(16, 5, 3, 3)))).text("change-policy"))
                .contains(
                        "Not known",
                        "fewer than 7 final days on a side; 3 can still change. A verdict can come with the night of"
                                + " 14 January 2026, because a day is final 3 days later.");
        assertThat(write(policy(waiting.maturity(new Maturity(2, 5, 3, 3)))).text("change-policy"))
                .contains("A line takes 7 final days before the change; there are 2, and there will be no more.");
        assertThat(write(policy(waiting.maturity(new Maturity(0, 0, 3, 28)))).text("change-policy"))
                .contains("the night of 8 February 2026, because a day is final 28 days later.");
        assertThat(write(policy(waiting.maturity(new Maturity(16, 5, 0, 0)))).text("change-policy"))
                .contains("It takes 7 final days on each side with a number; days without one do not count.");
    }

    @Test
    void aMethodThatCallsMadeUpDatesIsToBeReadWithCare() throws IOException {
        Page page = write(
                policy(GivenChange.effect().effect(-0.05, -0.08, -0.02).sureness(new Sureness(0.04, 0.08, 0.24))));

        assertThat(page.text("change-policy"))
                .contains(
                        "By itself the interval, −8.0 points to −2.0 points, leaves out no effect; p is 0.08 for the number of metrics, and 0.05 is asked for."
                                + " With care: the same method calls 24.0% of made-up dates before it, where 5.0% would be right.");
    }

    @Test
    void whatIsNotKnownIsADashAndWhatWasNotTriedSaysWhy() throws IOException {
        Page page = write(policy(
                GivenChange.effect().sureness(new Sureness(0.04, 0.08, null)),
                GivenChange.effect().of("appeal_rate").unknown()));

        assertThat(page.text("change-policy"))
                .contains(
                        "0.040.0816 and 83 to cometoo few days before",
                        "appeal ratesecondaryNot shown–––––16 and 83 to come–")
                .doesNotContain("none");
    }

    @Test
    void aTimeSinceThatIsNotKnownIsNotOfFewChannels() throws IOException {
        Page page = write(GivenChange.some(
                "slow",
                GivenChange.ofChannels(9, 40)
                        .since(
                                new Since(0, 6, 9, new Range(-0.0321, -0.0543, 0.0123)),
                                new Since(7, 13, 9, new Range(null, null, null)))
                        .build()));

        assertThat(page.text("change-slow")).contains("7 to 13not known yet9").doesNotContain("too few");
    }

    @Test
    void aChangeForSomeChannelsSaysHowManyAndHowTheyMovedBefore() throws IOException {
        Page page =
                write(GivenChange.some("slow", GivenChange.ofChannels(10, 40).build()));

        assertThat(page.text("change-slow"))
                .contains(
                        "For some channels first: 10 since 5 January 2026, 2 since 12 January 2026",
                        "Channels that did not have it, by difference in differences, staggered",
                        "With as many channels and days an effect of",
                        "−16.1%−27.2% to +6.2%20.0%0.210.4216 and 83 to come10 to 401 left outp = 0.37",
                        "Chance alone parts the two sides as far before it with p = 0.37.",
                        "−14 to −8+0.1 points−0.2 points to +0.3 points10")
                .doesNotContain("secret", "interrupted");
        assertThat(charts(page).get(0).get("since").toString())
                .isEqualTo("[[\"−14 to −8\",-14,0.0011,-0.0022,0.0033],[\"0 to 6\",0,-0.0321,-0.0543,0.0123]]");
    }

    @Test
    void aSideOfFewChannelsIsHidden() throws IOException {
        Page page = write(GivenChange.some("slow", GivenChange.ofChannels(4, 40).build()));

        assertThat(page.text("change-slow"))
                .contains("too few channels. A side has fewer than 5 channels: the numbers are hidden", "4 to 40")
                .doesNotContain("points", "−16.1%", "0.21", "0.37");
        assertThat(page.all("script")).hasSize(1);
    }

    /** Long after the change only the first channels are known, and they may be few. */
    @Test
    void aTimeSinceOfFewChannelsIsAGap() throws IOException {
        Page page = write(GivenChange.some(
                "slow",
                GivenChange.ofChannels(9, 40)
                        .since(
                                new Since(0, 6, 9, new Range(-0.0321, -0.0543, 0.0123)),
                                new Since(7, 13, 4, new Range(-0.0777, -0.0888, -0.0666)))
                        .build()));

        assertThat(charts(page).get(0).get("since").get(1).toString()).isEqualTo("[\"7 to 13\",7]");
        assertThat(page.text("change-slow")).contains("7 to 13too few4").doesNotContain("7.8 points", "8.9 points");
    }

    @Test
    void sidesThatMovedApartBeforeAreNotJudged() throws IOException {
        GivenChange apart = GivenChange.ofChannels(10, 40)
                .channels(new Channels(10, 40, 0, 0.003))
                .verdict("trends_apart", "not judged: the two sides moved apart before the change already");

        assertThat(write(GivenChange.some("slow", apart.build())).text("change-slow"))
                .contains(
                        "Not judged",
                        "By chance alone they would part so far with p = 0.003.",
                        "it takes channels that moved as these did");
    }

    @Test
    void whatCouldNotBeJudgedSaysWhy() throws IOException {
        Page page = write(LaunchedChange.unjudged(
                GivenChange.spec(
                        "slow", GivenChange.waves(), GivenChange.effect().build()),
                "its file is wrong."));

        assertThat(page.text("change-slow")).contains("Not judged: its file is wrong.");
        assertThat(page.text("changes")).contains("not judged");
    }

    @Test
    void aMetricWhoseKpiIsGoneIsCounted() throws IOException {
        assertThat(write(policy(GivenChange.effect(), GivenChange.effect().of("gone_rate")))
                        .text("change-policy"))
                .contains("1 metric not shown: the KPI is gone.");
    }

    @Test
    void ofManyChangesOnlyTwelveAreDrawn() throws IOException {
        LaunchedChange[] changes = new LaunchedChange[14];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = GivenChange.everyone(
                    "change_" + (char) ('a' + i), GivenChange.effect().build());
        }
        assertThat(charts(write(changes))).hasSize(12);
    }
}
