package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.contract.experiment.Metric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.report.ReadoutRow.Arm;
import dev.vitals.report.ReadoutRow.Split;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What would change a verdict, sentence by sentence. Quantiles: normal 1.9600 at 2.5%, 1.6449 at 5%, 0.8416 at 20%. */
class WhatWouldChangeTest {
    private static final String SETTLED =
            "Only new facts about its days can change it, and a backfill that judges them again. ";

    private static Metric metric(GoodWhen goodWhen) {
        return GivenReadout.metric("appeal_rate", Role.PRIMARY, goodWhen);
    }

    private static WhatWouldChange.Plan plan(boolean isHigherBetter) {
        return new WhatWouldChange.Plan(
                Optional.of(
                        new WhatWouldChange.Days(GivenReadout.END, GivenReadout.FINAL, GivenReadout.FINAL.plusDays(9))),
                0.05,
                metric(isHigherBetter ? GoodWhen.HIGHER : GoodWhen.LOWER),
                "users",
                "share");
    }

    private static GivenReadout given(String verdict) {
        return GivenReadout.row().verdict(verdict, "");
    }

    private static Arguments row(String what, GivenReadout given, boolean isHigherBetter, String sentence) {
        return Arguments.of(what, given.build(), plan(isHigherBetter), sentence);
    }

    static Stream<Arguments> truths() {
        return Stream.of(
                row(
                        "a verdict comes when nothing can change any more",
                        given("running"),
                        true,
                        "The test runs to 9 January 2026; a verdict can come with the night of 12 January 2026, when nothing that this metric counts can change any more."),
                row(
                        "the same when all days are in",
                        given("not_mature"),
                        true,
                        "All days are in; a verdict can come with the night of 12 January 2026, when nothing that this metric counts can change any more."),
                row(
                        "what others decide is known when they are final",
                        given("others_not_mature"),
                        true,
                        "Its own numbers are final. Whether they are enough among all metrics of the test is known on 21 January 2026 at the latest."),
                row(
                        "an uneven split comes before everything else",
                        given("withheld").split(new Split(0.00003, false, 0, 0)),
                        true,
                        "Find out what loses or adds users: chance parts them this unevenly with p < 0.0001. Until then nothing here can be believed."),
                row(
                        // Half the interval is 15%; (1.9600 + 0.8416) / 1.9600 of it are 21.4%.
                        "what is not shown may still be there",
                        given("not_shown").lift(0.05, -0.1, 0.2),
                        true,
                        "The interval still allows −10.0% to +20.0%. With as many users an effect of ±21.4% would be found four times in five, were it tested alone; for one half that size it takes about four times as many."),
                row(
                        "what the size of the family takes away is told",
                        given("not_shown").lift(-0.4, -0.7, -0.1),
                        true,
                        "By itself the interval, −70.0% to −10.0%, leaves out no difference; p is 0.8 for the number of metrics and treatments, and 0.05 is asked for."),
                row(
                        // The difference is told in points of a share: 3 points on each side, 3 * 1.4294 = 4.29.
                        "without a lift the difference says it",
                        given("not_shown").lift(null, null, null),
                        true,
                        "The interval still allows −2.0 points to +4.0 points. With as many users an effect of ±4.3 points would be found four times in five, were it tested alone; for one half that size it takes about four times as many."),
                row(
                        "the near end of an interval above 0 is the lower one",
                        given("better").lift(0.05, 0.012, 0.088),
                        true,
                        SETTLED + "The effect may be as small as +1.2%."),
                row(
                        "and of one below 0 the upper one",
                        given("worse").lift(-0.05, -0.088, -0.012),
                        true,
                        SETTLED + "The effect may be as small as −1.2%."),
                row(
                        "an exact test and its rough interval may disagree",
                        given("better").lift(0.05, -0.01, 0.11),
                        true,
                        SETTLED + "The interval, a rough guide here, takes in no difference at all."),
                row(
                        "within the margin with the whole interval",
                        given("within_margin").margin(0.03).lift(0.01, -0.012, 0.032),
                        true,
                        SETTLED + "Even the bad end of the interval, −1.2%, is within the margin of 3.0%."),
                row(
                        "the bad end is the upper one where lower is better",
                        given("within_margin").margin(0.03).lift(0.01, -0.012, 0.032),
                        false,
                        SETTLED + "It was close: the bad end of the interval, +3.2%, is past the margin of 3.0%."),
                row(
                        "beyond the margin with the whole interval",
                        given("beyond_margin").margin(0.03).lift(-0.06, -0.08, -0.04),
                        true,
                        SETTLED + "Even the good end of the interval, −4.0%, is worse than the margin of 3.0%."),
                row(
                        "beyond it by a hair",
                        given("beyond_margin").margin(0.03).lift(0.06, 0.02, 0.1),
                        false,
                        SETTLED + "It was close: the good end of the interval, +2.0%, is within the margin of 3.0%."),
                row(
                        // Error 4% / 1.9600 = 2.0408%, room 3% - 1% = 2%; (2.4865 * 2.0408 / 2) squared is 6.44.
                        "more units would show a guardrail that is fine",
                        given("margin_not_shown").margin(0.03).lift(-0.01, -0.05, 0.03),
                        true,
                        "The interval reaches to −5.0%, and the margin is 3.0%. If the lift stays at −1.0%, about 6.4 times as many users would show it within the margin four times in five."),
                row(
                        // Error 20% / 1.9600 = 10.2%, room 0.1%: some 64,000 times.
                        "too many to have",
                        given("margin_not_shown").margin(0.03).lift(0.029, -0.171, 0.229),
                        false,
                        "The interval reaches to +22.9%, and the margin is 3.0%. If the lift stays at +2.9%, more than 100 times as many users would show it within the margin four times in five."),
                row(
                        "more units would not help where the lift itself is too bad",
                        given("margin_not_shown").margin(0.03).lift(0.04, -0.01, 0.09),
                        false,
                        "The lift itself, +4.0%, is worse than the margin of 3.0%: more users would sooner show that than the opposite."),
                row(
                        "nothing is held against the margin without limits",
                        given("margin_not_shown").margin(0.03).lift(null, null, null),
                        true,
                        "The lift has no interval, and can't be held against the margin."),
                row(
                        "nothing varies",
                        given("no_spread"),
                        true,
                        "A verdict needs values that differ between users, and a control other than 0."),
                row(
                        "nobody has a value",
                        given("no_units").arms(new Arm(1000, 900, null, null), new Arm(1000, 1, null, null)),
                        true,
                        "At least two users of each arm need a value."),
                row(
                        "a verdict that is not known here",
                        given("postponed"),
                        true,
                        "See the list of verdicts in jobs/docs/experiments.md."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truths")
    void whatWouldChange(String what, ReadoutRow row, WhatWouldChange.Plan plan, String sentence) {
        assertThat(WhatWouldChange.of(row, plan)).isEqualTo(sentence);
    }

    @Test
    void aTestThatIsFinalOnItsLastDayNamesOneDay() {
        WhatWouldChange.Plan plan = new WhatWouldChange.Plan(
                Optional.of(new WhatWouldChange.Days(GivenReadout.END, GivenReadout.END, GivenReadout.END)),
                0.05,
                metric(GoodWhen.HIGHER),
                "users",
                "share");

        assertThat(WhatWouldChange.of(given("running").build(), plan))
                .isEqualTo("The test runs to 9 January 2026: a verdict can come with that night.");
    }

    private static Metric ofCases(Statistic statistic, Metric.Cases cases) {
        return new Metric(
                "cases",
                Role.PRIMARY,
                statistic,
                GoodWhen.LOWER,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.ofNullable(cases),
                Optional.empty());
    }

    private static Metric atAge(int days) {
        return new Metric(
                "appeal_rate_7d",
                Role.PRIMARY,
                Statistic.RATIO,
                GoodWhen.LOWER,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Metric.KpiUse(
                        "appeal_rate", "subject_user_id", false, 0, OptionalInt.of(days), OptionalDouble.empty())));
    }

    private static Metric.Labels labels(OptionalInt age) {
        return new Metric.Labels("acted_on", "reversed_on", 28, age, GivenReadout.END);
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                Arguments.of(
                        ofCases(Statistic.TIME_TO_EVENT, null),
                        "Each arm needs cases of at least two clusters, and some that were watched for as long as the mean reaches."),
                Arguments.of(
                        ofCases(Statistic.QUANTILE, new Metric.Values("seconds", 0.9)),
                        "Each arm needs cases of at least two clusters, with values that differ around the quantile."),
                Arguments.of(
                        ofCases(Statistic.DELAYED_SHARE, labels(OptionalInt.of(1))),
                        "Each arm needs cases of at least two clusters that are 1 day old."),
                Arguments.of(
                        ofCases(Statistic.DELAYED_SHARE, labels(OptionalInt.empty())),
                        "Each arm needs labels of days that are old enough to show how late they can be, up to 28 days."),
                Arguments.of(
                        atAge(7), "Each arm needs some of what the metric is divided by, on days that are 7 days old."),
                Arguments.of(ofCases(Statistic.RATE, null), "Each arm needs some of what the metric is divided by."));
    }

    /** Hundreds of cases, and the verdict is that too few units have a value. */
    @ParameterizedTest
    @MethodSource
    void unknown(Metric metric, String sentence) {
        WhatWouldChange.Plan plan = new WhatWouldChange.Plan(Optional.empty(), 0.05, metric, "clusters", "seconds");

        assertThat(WhatWouldChange.of(given("no_units").build(), plan)).isEqualTo(sentence);
    }

    @Test
    void ofCasesItTakesSomeOfTwoUnitsThatDiffer() {
        WhatWouldChange.Plan plan = new WhatWouldChange.Plan(
                Optional.empty(), 0.05, ofCases(Statistic.TIME_TO_EVENT, null), "users", "seconds");
        Arm one = new Arm(1000, 1, null, null);

        assertThat(WhatWouldChange.of(given("no_units").arms(one, one).build(), plan))
                .isEqualTo("Each arm needs cases of at least two users.");
        assertThat(WhatWouldChange.of(given("no_spread").build(), plan))
                .isEqualTo("A verdict needs cases that differ between users, and a control other than 0.");
    }

    @Test
    void whatTheWarehouseDoesNotKnowIsNoBackfills() {
        WhatWouldChange.Plan plan =
                new WhatWouldChange.Plan(Optional.empty(), 0.05, metric(GoodWhen.HIGHER), "users", "share");

        assertThat(WhatWouldChange.of(given("better").lift(0.05, 0.012, 0.088).build(), plan))
                .isEqualTo(
                        "Only other data, or units that are still to come, can change it. The effect may be as small as +1.2%.");
    }

    /** Student's points at 5 degrees of freedom: 2.5706 at 2.5%, 0.9195 at 20%; 15% of (2.5706 + 0.9195) / 2.5706. */
    @Test
    void fewClustersFindLess() {
        ReadoutRow row = given("not_shown").degreesOfFreedom(5).build();

        assertThat(WhatWouldChange.of(row, plan(true))).contains("an effect of ±20.4% would be found");
    }
}
