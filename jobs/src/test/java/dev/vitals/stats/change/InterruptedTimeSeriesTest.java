package dev.vitals.stats.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.Alternative;
import dev.vitals.stats.effect.Effect;
import dev.vitals.stats.effect.Hypothesis;
import java.time.LocalDate;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InterruptedTimeSeriesTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 3, 1);
    private static final LocalDate CHANGE = FIRST.plusDays(25);
    private static final double[] VALUES = {
        20.0, 27.592, 21.322, 18.938, 24.337, 28.826, 21.634, 19.676, 29.362, 26.684, 20.526, 22.555, 30.932, 25.357,
        22.008, 26.962, 32.53, 25.505, 22.425, 32.233, 30.645, 24.085, 25.127, 34.161, 29.403, 21.186, 25.047, 31.135,
        23.942, 19.255, 28.518, 27.548, 20.245, 19.731, 28.78, 24.446, 18.976, 22.107, 29.136, 22.429
    };
    private static final InterruptedTimeSeries PLAIN =
            InterruptedTimeSeries.withDefaults().withNeweyWest();

    private static SortedMap<LocalDate, Double> series(double... values) {
        SortedMap<LocalDate, Double> series = new TreeMap<>();
        for (double value : values) {
            series.put(FIRST.plusDays(series.size()), value);
        }
        return series;
    }

    private static void requireEffect(Effect effect, double value, double error, double lower, double p) {
        assertThat(effect.value().getAsDouble()).isCloseTo(value, within(1e-10));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(error, within(1e-10));
        assertThat(effect.lower().getAsDouble()).isCloseTo(lower, within(1e-9));
        assertThat(effect.pValue().getAsDouble() / p).isCloseTo(1, within(1e-7));
    }

    /** statsmodels 0.15.0, OLS(..).fit(cov_type="HAC", kernel bartlett, use_correction, maxlags 3, use_t). */
    @Test
    void levelAndSlopeOfStatsmodels() {
        SegmentedFit fit = PLAIN.withLag(3).fit(series(VALUES), CHANGE);

        requireEffect(
                fit.levelChange(), -4.929815000000005, 1.333634321394268, -7.634550766721354, .0007233812166000962);
        requireEffect(
                fit.slopeChange(), -.3892308241758245, .11331731182894147, -.6190489845033317, .0015089811684194038);
        requireEffect(
                fit.effectOn(FIRST.plusDays(35)),
                -8.82212324175825,
                1.0802507077231964,
                -11.01297322164655,
                1.0328527862612803e-09);
        assertThat(fit.slopeBefore()).isCloseTo(.30534153846153833, within(1e-10));
        assertThat(fit.levelChange().degreesOfFreedom()).isEqualTo(36);
    }

    /** The same with maxlags 0 and 7. */
    @Test
    void otherLagsOfStatsmodels() {
        SegmentedFit none = PLAIN.withLag(0).fit(series(VALUES), CHANGE);
        SegmentedFit week = PLAIN.withLag(7).fit(series(VALUES), CHANGE);

        assertThat(none.levelChange().standardError().getAsDouble()).isCloseTo(2.5619785996321403, within(1e-10));
        assertThat(none.slopeChange().standardError().getAsDouble()).isCloseTo(.2529559779935656, within(1e-10));
        assertThat(week.levelChange().standardError().getAsDouble()).isCloseTo(1.029420533972997, within(1e-10));
        assertThat(week.slopeChange().standardError().getAsDouble()).isCloseTo(.10063883790406758, within(1e-10));
    }

    /** The same with six dummies for Tuesday to Sunday; 1 March 2024 is a Friday. */
    @Test
    void weekdaysOfStatsmodels() {
        SegmentedFit fit = PLAIN.withLag(3).withWeekdays().fit(series(VALUES), CHANGE);

        requireEffect(
                fit.levelChange(), -4.719620973371676, 1.1766673946231285, -7.12269638363823, .00037046441792346345);
        requireEffect(
                fit.effectOn(FIRST.plusDays(35)),
                -7.990303890187684,
                1.2422488089875718,
                -10.52731441665602,
                4.194485800840279e-07);
    }

    /** 4 (40 / 100)^(2/9) is 3.26. */
    @Test
    void theUsualLag() {
        SegmentedFit fit = PLAIN.fit(series(VALUES), CHANGE);

        assertThat(fit.lag()).isEqualTo(3);
        assertThat(fit.isShort()).isFalse();
        assertThat(PLAIN.fit(series(VALUES), FIRST.plusDays(29)).isShort()).isTrue();
    }

    @Test
    void aLineThatJumpsAndBendsIsReadExactly() {
        double[] values = new double[60];
        for (int t = 0; t < values.length; t++) {
            values[t] = 5 + .1 * t + (t < 30 ? 0 : 3 - .2 * (t - 30));
        }
        SortedMap<LocalDate, Double> series = series(values);
        series.remove(FIRST.plusDays(7));
        SegmentedFit fit = PLAIN.fit(series, FIRST.plusDays(30));

        assertThat(fit.levelChange().value().getAsDouble()).isCloseTo(3, within(1e-10));
        assertThat(fit.slopeChange().value().getAsDouble()).isCloseTo(-.2, within(1e-10));
        assertThat(fit.effectOn(FIRST.plusDays(40)).value().getAsDouble()).isCloseTo(1, within(1e-10));
        assertThat(fit.meanEffect().value().getAsDouble()).isCloseTo(3 - .2 * 14.5, within(1e-10));
        assertThat(fit.counterfactual(FIRST.plusDays(50))).isCloseTo(10, within(1e-10));
        assertThat(fit.daysBefore()).isEqualTo(29);
        assertThat(fit.daysAfter()).isEqualTo(30);
    }

    /**
     * A level that rises by 2 under autocorrelated noise (0.4 from day to day): the truth lies in 95% or a little
     * less.
     */
    @Test
    void intervalsHoldTheTruthNearlyAsOftenAsTheySay() {
        Random random = new Random(5);
        int rounds = 400;
        int held = 0;
        int heldWithoutLag = 0;
        for (int round = 0; round < rounds; round++) {
            double[] values = new double[180];
            double noise = random.nextGaussian() / Math.sqrt(1 - .16);
            for (int t = 0; t < values.length; t++) {
                noise = .4 * noise + random.nextGaussian();
                values[t] = 10 + .02 * t + (t < 90 ? 0 : 2) + noise;
            }
            held += holds(PLAIN.withLag(8), values) ? 1 : 0;
            heldWithoutLag += holds(PLAIN.withLag(0), values) ? 1 : 0;
        }

        assertThat((double) held / rounds).isBetween(.87, .96);
        assertThat((double) heldWithoutLag / rounds).isLessThan(.85);
    }

    private static boolean holds(InterruptedTimeSeries method, double[] values) {
        Effect level = method.fit(series(values), FIRST.plusDays(90)).levelChange();
        return level.lower().getAsDouble() <= 2 && 2 <= level.upper().getAsDouble();
    }

    @Test
    void anotherDirectionHasOneLimit() {
        Effect less = PLAIN.with(Hypothesis.NO_DIFFERENCE.with(Alternative.LESS))
                .fit(series(VALUES), CHANGE)
                .levelChange();

        assertThat(less.lower()).isEmpty();
        assertThat(less.upper().getAsDouble()).isNegative();
    }

    @Test
    void whatCantBeFittedIsRefused() {
        SortedMap<LocalDate, Double> series = series(VALUES);
        assertThatThrownBy(() -> PLAIN.fit(series, FIRST.plusDays(1))).hasMessageContaining("1 days before 2024-03-02");
        assertThatThrownBy(() -> PLAIN.fit(series(1, 2, 3, 4), FIRST.plusDays(2)))
                .hasMessageContaining("more days than coefficients");
        assertThatThrownBy(() -> PLAIN.withLag(40).fit(series, CHANGE)).hasMessageContaining("too long for a series");
        assertThatThrownBy(() -> PLAIN.withLag(-1)).hasMessageContaining("0 days or more");
        assertThatThrownBy(() -> PLAIN.fit(series, CHANGE).effectOn(FIRST)).hasMessageContaining("between the change");
        series.put(FIRST, Double.NaN);
        assertThatThrownBy(() -> PLAIN.fit(series, CHANGE)).hasMessageContaining("2024-03-01 is NaN");
        SortedMap<LocalDate, Double> mondaysToWednesdays = series(1, 2);
        for (int day = 3; day < 22; day++) {
            if (FIRST.plusDays(day).getDayOfWeek().getValue() <= 3) {
                mondaysToWednesdays.put(FIRST.plusDays(day), 1.0 + day % 4);
            }
        }
        assertThatThrownBy(() -> PLAIN.withWeekdays().fit(mondaysToWednesdays, FIRST.plusDays(2)))
                .hasMessageContaining("can't tell the segments and the weekdays apart");
    }

    /** A series far from 0, its values exact in binary: all but its level is that of the same series near 0. */
    @Test
    void aHighLevelCostsNoDigits() {
        LocalDate change = LocalDate.of(2024, 3, 1);
        SortedMap<LocalDate, Double> low = new TreeMap<>();
        SortedMap<LocalDate, Double> high = new TreeMap<>();
        double level = 0x1p30;
        for (int day = -20; day < 15; day++) {
            double value = Math.rint(1024 * (Math.sin(day * day) + .3 * day + (day < 0 ? 0 : 2))) / 1024;
            low.put(change.plusDays(day), value);
            high.put(change.plusDays(day), level + value);
        }
        SegmentedFit near = PLAIN.fit(low, change);
        SegmentedFit far = PLAIN.fit(high, change);

        assertThat(far.levelChange().value().getAsDouble())
                .isCloseTo(near.levelChange().value().getAsDouble(), within(1e-12));
        assertThat(far.levelChange().pValue().getAsDouble())
                .isCloseTo(near.levelChange().pValue().getAsDouble(), within(1e-12));
        assertThat(far.counterfactual(change) - level).isCloseTo(near.counterfactual(change), within(1e-6));
    }
}
