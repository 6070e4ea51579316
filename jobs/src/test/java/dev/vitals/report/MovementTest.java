package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.kpi.KpiDefinition.GoodWhen;
import dev.vitals.report.Movement.Verdict;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MovementTest {
    private static final Weekdays NONE = new Weekdays(0, 0, 0, null, null);
    private static final LocalDate DAY = LocalDate.of(2026, 1, 7);

    private final KpiView share = Given.share("overturn_rate");

    @Test
    void intervalsThatDoNotOverlapMoved() {
        assertThat(between(of(0.20, 0.18, 0.22), of(0.30, 0.28, 0.32)))
                .isEqualTo(new Movement(Verdict.MOVED, true, false));
        assertThat(between(of(0.30, 0.28, 0.32), of(0.20, 0.18, 0.22)))
                .isEqualTo(new Movement(Verdict.MOVED, false, false));
    }

    @Test
    void intervalsThatTouchDidNotMove() {
        assertThat(between(of(0.20, 0.18, 0.25), of(0.30, 0.25, 0.35)).verdict())
                .isEqualTo(Verdict.STEADY);
    }

    @Test
    void anIntervalWithoutAnUpperEndReachesToInfinity() {
        // A median that is not reached, but is above 5 h, against one of 3 h at most.
        KpiView time = Given.kpi("time_to_resolution", "time_to_event", "seconds", GoodWhen.LOWER);
        Figure before = Figure.of(
                time, Given.empty(time, Given.WEEK).value(9e3, 8e3, 10.8e3).build());
        Figure now = Figure.of(
                time, Given.empty(time, Given.WEEK).value(null, 18e3, null).build());
        assertThat(now.state()).isEqualTo(Figure.State.NOT_REACHED);
        assertThat(Movement.between(before, now)).isEqualTo(new Movement(Verdict.MOVED, true, false));
        assertThat(Movement.between(now, before)).isEqualTo(new Movement(Verdict.MOVED, false, false));
    }

    @Test
    void aWeekThatMovedThroughOneDayIsUneven() {
        Figure before = figure(of(0.20, 0.18, 0.22));
        Figure now = figure(of(0.30, 0.28, 0.32));
        assertThat(Movement.between(before, now, new Weekdays(3, 4, 7, DAY, DAY))
                        .verdict())
                .isEqualTo(Verdict.UNEVEN);
        assertThat(Movement.between(before, now, new Weekdays(6, 1, 7, DAY, DAY))
                        .verdict())
                .isEqualTo(Verdict.MOVED);
    }

    @Test
    void fewerThanFiveComparableDaysDoNotObject() {
        Figure before = figure(of(0.20, 0.18, 0.22));
        Figure now = figure(of(0.30, 0.28, 0.32));
        assertThat(Movement.between(before, now, new Weekdays(0, 4, 4, null, DAY))
                        .verdict())
                .isEqualTo(Verdict.MOVED);
    }

    /** The backlog of Tuesday is mostly that of Monday: seven days that agree are hardly more than one. */
    @Test
    void theDaysOfAStockSayNothingOfChance() {
        KpiView stock = Given.stock("backlog_age");
        Figure before = Figure.of(
                stock, Given.empty(stock, Given.WEEK).value(700.0, null, null).build());
        Figure now = Figure.of(
                stock, Given.empty(stock, Given.WEEK).value(800.0, null, null).build());

        assertThat(Movement.between(before, now, new Weekdays(7, 0, 7, DAY, null))
                        .verdict())
                .isEqualTo(Verdict.UNJUDGED);
    }

    @Test
    void aCountIsJudgedByItsDaysAlone() {
        KpiView count = Given.kpi("reports_received", "count", "reports", GoodWhen.NEITHER);
        Figure before = Figure.of(
                count, Given.empty(count, Given.WEEK).value(700.0, null, null).build());
        Figure now = Figure.of(
                count, Given.empty(count, Given.WEEK).value(800.0, null, null).build());
        assertThat(Movement.between(before, now, new Weekdays(7, 0, 7, DAY, null))
                        .verdict())
                .isEqualTo(Verdict.MOVED);
        assertThat(Movement.between(before, now, new Weekdays(6, 1, 7, DAY, DAY))
                        .verdict())
                .isEqualTo(Verdict.UNJUDGED);
        assertThat(Movement.between(before, now, NONE).verdict()).isEqualTo(Verdict.UNJUDGED);
    }

    @Test
    void whatIsMissingHiddenOrRedefinedIsSaidSo() {
        Figure here = figure(of(0.2, 0.1, 0.3));
        Figure nothing = Figure.noData(share, "value");
        Figure hidden = Figure.tooFew(share, "value");
        Figure other = figure(of(0.2, 0.1, 0.3).version(2));
        assertThat(Movement.between(here, nothing).verdict()).isEqualTo(Verdict.NO_DATA);
        assertThat(Movement.between(here, hidden).verdict()).isEqualTo(Verdict.TOO_FEW);
        assertThat(Movement.between(nothing, here).verdict()).isEqualTo(Verdict.NO_PREVIOUS);
        assertThat(Movement.between(hidden, here).verdict()).isEqualTo(Verdict.NO_PREVIOUS);
        assertThat(Movement.between(here, other).verdict()).isEqualTo(Verdict.REDEFINED);
    }

    @Test
    void oneProvisionalSideMakesTheMoveProvisional() {
        assertThat(between(of(0.2, 0.18, 0.22), of(0.3, 0.28, 0.32).provisional()))
                .isEqualTo(new Movement(Verdict.MOVED, true, true));
        assertThat(between(of(0.2, 0.18, 0.22).provisional(), of(0.3, 0.28, 0.32)))
                .isEqualTo(new Movement(Verdict.MOVED, true, true));
    }

    @Test
    void cohortsOfDifferentAgeAreNotCompared() {
        KpiView reversed = Given.kpi("reversed", "share", "share", GoodWhen.LOWER, Map.of(), 20, 60);
        Figure before = Figure.of(
                reversed,
                Given.empty(reversed, Given.WEEK).value(0.037, 0.03, 0.045).build());
        Figure now = Figure.of(
                reversed,
                Given.empty(reversed, Given.WEEK)
                        .value(0.0079, 0.005, 0.012)
                        .provisional()
                        .build());

        assertThat(Movement.between(before, now)).isEqualTo(new Movement(Verdict.UNSETTLED, false, true));
        assertThat(Movement.between(before, now).effect(GoodWhen.LOWER)).isEmpty();
        assertThat(Movement.between(before, now).isCompared()).isFalse();
        assertThat(Movement.between(now, before).verdict()).isEqualTo(Verdict.UNSETTLED);
        assertThat(Movement.between(before, before).verdict()).isEqualTo(Verdict.STEADY);
    }

    @Test
    void durationsCountOpenCasesInAndCompareAtAnyAge() {
        KpiView time = Given.kpi("time", "time_to_event", "seconds", GoodWhen.LOWER, Map.of(), 20, 28);
        Figure before = Figure.of(
                time, Given.empty(time, Given.WEEK).value(9e3, 8e3, 10e3).build());
        Figure now = Figure.of(
                time,
                Given.empty(time, Given.WEEK)
                        .value(18e3, 17e3, 19e3)
                        .provisional()
                        .build());

        assertThat(Movement.between(before, now)).isEqualTo(new Movement(Verdict.MOVED, true, true));
    }

    @Test
    void onlyWhatMovedIsBetterOrWorse() {
        Movement up = new Movement(Verdict.MOVED, true, false);
        assertThat(up.effect(GoodWhen.HIGHER)).isEqualTo("better");
        assertThat(up.effect(GoodWhen.LOWER)).isEqualTo("worse");
        assertThat(up.effect(GoodWhen.NEITHER)).isEmpty();
        assertThat(new Movement(Verdict.STEADY, true, false).effect(GoodWhen.LOWER))
                .isEmpty();
    }

    private Given.Change of(double value, double low, double high) {
        return Given.empty(share, Given.WEEK).value(value, low, high);
    }

    private Figure figure(Given.Change change) {
        return Figure.of(share, change.build());
    }

    private Movement between(Given.Change before, Given.Change now) {
        return Movement.between(figure(before), figure(now));
    }
}
