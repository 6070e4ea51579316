package dev.vitals.job.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.contract.experiment.ChangeSpec.ChangedMetric;
import dev.vitals.contract.experiment.Metric.GoodWhen;
import dev.vitals.contract.experiment.Metric.Role;
import dev.vitals.job.compare.ChangeReadout.SeriesDay;
import dev.vitals.job.compare.ChangeReadout.SeriesEffect;
import dev.vitals.job.compare.ChangeReadouts.Series;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Series of which it is known what happened to them. */
class ChangeReadoutsTest {
    private static final LocalDate CHANGE = LocalDate.of(2026, 3, 2);

    private static Series series(long seed, int before, int after, double step) {
        Random random = new Random(seed);
        TreeMap<LocalDate, Double> days = new TreeMap<>();
        for (int day = -before; day < after; day++) {
            double week = (day + 700) % 7 == 5 ? 2 : 0;
            days.put(CHANGE.plusDays(day), 20 + week + .05 * day + (day >= 0 ? step : 0) + random.nextGaussian());
        }
        return new Series(days, 3);
    }

    private static SeriesEffect effect(Series series, GoodWhen goodWhen) {
        ChangeSpec spec = ChangeSpec.forEveryone(
                "c", "h", "o", CHANGE, .05, List.of(new ChangedMetric("k", "number", Role.PRIMARY, goodWhen)));
        return ChangeReadouts.of(spec, kpi -> series).effects().get(0);
    }

    @Test
    void aStepIsFoundWhereItIs() {
        SeriesEffect effect = effect(series(1, 42, 28, 5), GoodWhen.HIGHER);

        assertThat(effect.level().lower()).isLessThan(5);
        assertThat(effect.level().upper()).isGreaterThan(5);
        assertThat(effect.mean().value()).isCloseTo(5, within(2.0));
        assertThat(effect.verdict()).isEqualTo("better");
        assertThat(effect(series(1, 42, 28, 5), GoodWhen.LOWER).verdict()).isEqualTo("worse");
        assertThat(effect.daysBefore()).isEqualTo(42);
        assertThat(effect.daysAfter()).isEqualTo(28);
        assertThat(effect.falseAlarms()).isBetween(0.0, 1.0);
        assertThat(effect.autocorrelation()).as("of independent days").isBetween(-.4, .4);
    }

    /** Of 200 series without a step one in twenty is called. */
    @Test
    void noStepIsCalledAsOftenAsAlphaSays() {
        int called = 0;
        for (int seed = 0; seed < 200; seed++) {
            called += "not_shown"
                            .equals(effect(series(seed, 35, 28, 0), GoodWhen.HIGHER)
                                    .verdict())
                    ? 0
                    : 1;
        }
        assertThat(called).isBetween(2, 22);
    }

    @Test
    void daysThatCanStillChangeAreTold() {
        SeriesEffect few = effect(series(1, 42, 6, 5), GoodWhen.HIGHER);

        assertThat(few.verdict()).isEqualTo("few_days");
        assertThat(few.verdictInWords()).isEqualTo("fewer than 7 final days on a side; 3 can still change");
        assertThat(few.mean()).isNull();
    }

    /** Both lines are one before the change; the day of the change is apart by the jump, all days after by the mean effect. */
    @Test
    void daysSayWhatTheLinesMakeOfThem() {
        SeriesEffect effect = effect(series(1, 42, 28, 5), GoodWhen.HIGHER);

        assertThat(effect.days()).hasSize(70);
        assertThat(effect.days().subList(0, 42))
                .allSatisfy(day -> assertThat(day.fitted()).isCloseTo(day.expected(), within(1e-9)));
        SeriesDay first = effect.days().get(42);
        assertThat(first.date()).isEqualTo(CHANGE);
        assertThat(first.expected()).isCloseTo(effect.levelBefore(), within(1e-9));
        assertThat(first.fitted() - first.expected()).isCloseTo(effect.level().value(), within(1e-9));
        assertThat(effect.days().subList(42, 70).stream()
                        .mapToDouble(day -> day.fitted() - day.expected())
                        .average())
                .hasValueCloseTo(effect.mean().value(), within(1e-9));
        assertThat(effect(series(1, 42, 6, 5), GoodWhen.HIGHER).days())
                .hasSize(48)
                .allSatisfy(day -> assertThat(day.fitted()).isNull());
    }
}
