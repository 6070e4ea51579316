package dev.vitals.stats.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.change.DifferenceInDifferences.BeforeAfter;
import dev.vitals.stats.change.PlaceboDates.FalseAlarms;
import dev.vitals.stats.effect.Hypothesis;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlaceboDatesTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 80;
    private static final LocalDate CHANGE = FIRST.plusDays(DAYS);

    @Test
    void daysWithAMarginOnBothSides() {
        assertThat(PlaceboDates.between(FIRST, FIRST.plusDays(25), 12).dates())
                .containsExactly(FIRST.plusDays(12), FIRST.plusDays(13));
        assertThat(PlaceboDates.between(FIRST, FIRST.plusDays(31), 12).every(3).dates())
                .containsExactly(FIRST.plusDays(12), FIRST.plusDays(15), FIRST.plusDays(18));
    }

    /**
     * p-values of 0.01 on the first of a month and of 0.5 elsewhere; a difference that never varies can't be judged.
     */
    @Test
    void callsAreCountedAmongWhatCanBeJudged() {
        PlaceboDates dates = PlaceboDates.between(FIRST, CHANGE, 20);
        FalseAlarms alarms = dates.ask(day -> Hypothesis.NO_DIFFERENCE.judge(
                day.getDayOfMonth() == 1 ? 2.6 : .7, day.getDayOfMonth() == 20 ? 0 : 1, 1e6, "test"));

        assertThat(alarms.called()).containsExactly(LocalDate.of(2024, 2, 1), LocalDate.of(2024, 3, 1));
        assertThat(alarms.looks()).isEqualTo(41 - 1);
        assertThat(alarms.share()).hasValue(2 / 40.0);
        assertThat(dates.withAlpha(.001)
                        .ask(day -> Hypothesis.NO_DIFFERENCE.judge(2.6, 1, 50, "test"))
                        .called())
                .isEmpty();
    }

    /**
     * Over 100 series with a dependence of 0.5 from day to day: without a lag near a third is called falsely, with it
     * less, and of independent days a twentieth or little more. The real change, of 100, is cut off.
     */
    @Test
    void dependentDaysRaiseFalseAlarms() {
        Random random = new Random(3);
        InterruptedTimeSeries method = InterruptedTimeSeries.withDefaults();
        double independent = meanShare(method.withLag(0), 0, random);
        double ignored = meanShare(method.withLag(0), .5, random);
        double allowed = meanShare(method.withLag(6), .5, random);

        assertThat(independent).isBetween(.02, .1);
        assertThat(ignored).isBetween(.2, .4);
        assertThat(allowed).isBetween(.05, ignored - .05);
    }

    private static double meanShare(InterruptedTimeSeries method, double dependence, Random random) {
        double sum = 0;
        for (int round = 0; round < 100; round++) {
            SortedMap<LocalDate, Double> series = new TreeMap<>();
            double noise = random.nextGaussian() / Math.sqrt(1 - dependence * dependence);
            for (int day = 0; day < DAYS + 10; day++) {
                noise = dependence * noise + random.nextGaussian();
                series.put(FIRST.plusDays(day), noise + (day < DAYS ? 0 : 100));
            }
            sum += PlaceboDates.between(FIRST, CHANGE, 20)
                    .every(8)
                    .ask(method, series, SegmentedFit::levelChange)
                    .share()
                    .getAsDouble();
        }
        return sum / 100;
    }

    /** Channels whose days are independent: differences of differences call 5%. */
    @Test
    void differencesOfClustersCallAsManyAsTheySay() {
        Random random = new Random(4);
        double sum = 0;
        for (int round = 0; round < 100; round++) {
            double[][] channels = new double[20][DAYS];
            for (double[] channel : channels) {
                double level = 5 * random.nextGaussian();
                for (int day = 0; day < DAYS; day++) {
                    channel[day] = level + random.nextGaussian();
                }
            }
            sum += PlaceboDates.between(FIRST, CHANGE, 20)
                    .every(8)
                    .ask(date -> DifferenceInDifferences.withDefaults()
                            .estimate(split(channels, 0, date), split(channels, 1, date)))
                    .share()
                    .getAsDouble();
        }

        assertThat(sum / 100).isCloseTo(.05, within(.04));
    }

    private static List<BeforeAfter> split(double[][] channels, int parity, LocalDate date) {
        int at = (int) (date.toEpochDay() - FIRST.toEpochDay());
        List<BeforeAfter> clusters = new ArrayList<>();
        for (int i = parity; i < channels.length; i += 2) {
            double before = 0;
            double after = 0;
            for (int day = 0; day < DAYS; day++) {
                before += day < at ? channels[i][day] : 0;
                after += day < at ? 0 : channels[i][day];
            }
            clusters.add(new BeforeAfter(before, at, after, DAYS - at));
        }
        return clusters;
    }

    @Test
    void whatLeavesNoDayIsRefused() {
        assertThatThrownBy(() -> PlaceboDates.between(FIRST, FIRST.plusDays(23), 12))
                .hasMessageContaining("no day has a margin of 12 days");
        assertThatThrownBy(() -> PlaceboDates.between(FIRST, CHANGE, 12).every(0))
                .hasMessageContaining("1 or more");
        assertThatThrownBy(() -> PlaceboDates.between(FIRST, CHANGE, 12).withAlpha(1.5))
                .hasMessageContaining("a level of 1.5");
    }
}
