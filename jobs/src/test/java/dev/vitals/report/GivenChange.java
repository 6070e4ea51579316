package dev.vitals.report;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.ChangeSpec.Rollout;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.report.ChangeEffect.Channels;
import dev.vitals.report.ChangeEffect.Day;
import dev.vitals.report.ChangeEffect.Maturity;
import dev.vitals.report.ChangeEffect.Since;
import dev.vitals.report.ChangeEffect.Sureness;
import dev.vitals.report.ReadoutRow.Range;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Made-up changes after their launch, and effects that tests bend. */
final class GivenChange {
    /** 16 days before, 8 days from it to the last night. */
    static final LocalDate ON = Given.WEEK.start();

    static final LocalDate FIRST = ON.minusDays(16);

    private ChangedMetric metric = new ChangedMetric("overturn_rate", "number", Role.PRIMARY, GoodWhen.LOWER);
    private Double before = 0.2;
    private Range effect = new Range(-0.0321, -0.0543, 0.0123);
    private Range jump = new Range(-0.0211, -0.0433, 0.0011);
    private Range lift = ChangeEffect.NONE;
    private Sureness sureness = new Sureness(0.21, 0.42, 0.0625);
    private Maturity maturity = new Maturity(16, 8, 3, 0);
    private Optional<Channels> channels = Optional.empty();
    private List<Day> days = days(1000);
    private List<Since> since = List.of();
    private String verdict = "not_shown";
    private String words = "no change shown";

    static GivenChange effect() {
        return new GivenChange();
    }

    /** The same of a change for some channels. */
    static GivenChange ofChannels(long changed, long unchanged) {
        GivenChange some = new GivenChange();
        some.channels = Optional.of(new Channels(changed, unchanged, 1, 0.37));
        some.days = List.of();
        some.jump = ChangeEffect.NONE;
        some.lift = new Range(-0.161, -0.272, 0.062);
        some.since = List.of(
                new Since(-14, -8, changed, new Range(0.0011, -0.0022, 0.0033)),
                new Since(0, 6, changed, new Range(-0.0321, -0.0543, 0.0123)));
        return some;
    }

    GivenChange of(String kpi) {
        metric = new ChangedMetric(kpi, "number", Role.SECONDARY, GoodWhen.LOWER);
        return this;
    }

    GivenChange maturity(Maturity what) {
        maturity = what;
        return this;
    }

    GivenChange sureness(Sureness how) {
        sureness = how;
        return this;
    }

    GivenChange effect(double value, double low, double high) {
        effect = new Range(value, low, high);
        return this;
    }

    GivenChange days(List<Day> what) {
        days = what;
        return this;
    }

    GivenChange since(Since... what) {
        since = List.of(what);
        return this;
    }

    GivenChange channels(Channels which) {
        channels = Optional.of(which);
        return this;
    }

    GivenChange verdict(String code, String inWords) {
        verdict = code;
        words = inWords;
        return this;
    }

    /** What there is of days that do not suffice. */
    GivenChange unknown() {
        before = null;
        effect = ChangeEffect.NONE;
        jump = ChangeEffect.NONE;
        lift = ChangeEffect.NONE;
        sureness = new Sureness(null, null, null);
        since = List.of();
        return this;
    }

    ChangeEffect build() {
        return new ChangeEffect(
                metric, before, effect, jump, lift, sureness, maturity, channels, days, since, verdict, words);
    }

    /** All days, each of so many people. */
    static List<Day> days(long people) {
        return IntStream.range(0, 24)
                .mapToObj(i -> day(FIRST.plusDays(i), people))
                .toList();
    }

    /** A day whose value tells its date; the line before is at 0.2 and the one after at 0.17. */
    static Day day(LocalDate date, long people) {
        return new Day(date, value(date), people, date.isBefore(ON) ? 0.2 : 0.17, 0.2);
    }

    static double value(LocalDate date) {
        return 0.1 + date.getDayOfMonth() / 1000.0;
    }

    /** What gold has of these days. */
    static List<Cell> cells(KpiView kpi, List<Day> days) {
        List<Cell> cells = new ArrayList<>();
        for (Day day : days) {
            cells.add(Given.cell(kpi, Period.day(day.date()), day.value())
                    .n(day.people())
                    .build());
        }
        return cells;
    }

    static LaunchedChange everyone(String id, ChangeEffect... effects) {
        return LaunchedChange.judged(spec(id, List.of(), effects), List.of(effects));
    }

    /** Ten channels got it on the day, and two more a week later. */
    static LaunchedChange some(String id, ChangeEffect... effects) {
        return LaunchedChange.judged(spec(id, waves(), effects), List.of(effects));
    }

    static List<Rollout> waves() {
        return List.of(
                new Rollout(IntStream.range(0, 10).mapToObj(i -> "secret" + i).toList(), ON, "a file"),
                new Rollout(List.of("secret98", "secret99"), ON.plusDays(7), "a file"));
    }

    static ChangeSpec spec(String id, List<Rollout> rollout, ChangeEffect... effects) {
        return new ChangeSpec(
                id,
                "A stricter policy takes more down.",
                "policy-team",
                ON,
                rollout,
                0.05,
                List.of(effects).stream().map(ChangeEffect::metric).toList());
    }
}
