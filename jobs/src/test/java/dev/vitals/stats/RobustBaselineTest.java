package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.LevelShift.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RobustBaselineTest {
    private static final RobustBaseline BASELINE = RobustBaseline.withDefaults();
    /** A Sunday. */
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    private static final int HISTORY = 62;
    private static final int NIGHTS = 30;
    private static final double[] WEEK = {1, .8, .8, .9, 1.1, 1.6, 1.5};

    @Test
    void aDayIsComparedWithItsOwnWeekday() {
        List<DailyValue> series = new ArrayList<>();
        for (int ago = 1; ago <= HISTORY; ago++) {
            LocalDate day = TODAY.minusDays(ago);
            // Sundays 200, other days 100, each week one more or less in turn.
            double level = day.getDayOfWeek() == TODAY.getDayOfWeek() ? 200 : 100;
            series.add(new DailyValue(day, level + (ago % 2 == 0 ? 1 : -1), 0));
        }

        Deviation usual = BASELINE.judge(series, new DailyValue(TODAY, 201, 0)).orElseThrow();
        assertThat(usual.expected()).isEqualTo(200);
        assertThat(usual.isBeyond()).isFalse();
        Deviation weekdayLevel =
                BASELINE.judge(series, new DailyValue(TODAY, 100, 0)).orElseThrow();
        assertThat(weekdayLevel.isBeyond()).isTrue();
        assertThat(weekdayLevel.pValue()).isLessThan(1e-6);
    }

    /**
     * All 56 distances of the eight weeks are 1. For medians of eight they count 1 + 1.6 / 8 = 1.2, and over the upper quartile of t with
     * .37 * 49 = 18.13 degrees of freedom, .6882, make a deviation of 1.7437; the median of eight adds pi / 18 of its
     * square. The value lies 3 above 200.
     */
    @Test
    void theScoreIsWorkedByHand() {
        List<DailyValue> series = new ArrayList<>();
        for (int ago = 1; ago <= HISTORY; ago++) {
            series.add(new DailyValue(TODAY.minusDays(ago), 200 + (ago % 2 == 0 ? 1 : -1), 0));
        }
        Deviation deviation =
                BASELINE.judge(series, new DailyValue(TODAY, 203, 0)).orElseThrow();

        assertThat(deviation.score()).isCloseTo(3 / (1.2 / .6882 * Math.sqrt(1 + Math.PI / 18)), within(1e-3));
        assertThat(deviation.upper() - 200).isCloseTo(200 - deviation.lower(), within(1e-9));
    }

    @Test
    void badDaysInThePastDoNotHideTodays() {
        Random random = new Random(3);
        List<DailyValue> series = gaussian(random);
        series.set(6, new DailyValue(series.get(6).day(), 100_000, 0));
        Deviation deviation =
                BASELINE.judge(series, new DailyValue(TODAY, 200, 0)).orElseThrow();

        assertThat(deviation.expected()).isCloseTo(100, within(10.));
        assertThat(deviation.pValue()).isLessThan(1e-3);
    }

    @Test
    void smallCountsRaiseNoAlarm() {
        List<DailyValue> series = new ArrayList<>();
        for (int ago = 1; ago <= HISTORY; ago++) {
            series.add(count(TODAY.minusDays(ago), ago % 9 == 0 ? 1 : 0));
        }

        // The median distance of so rare events is 0, yet two in a day are nothing new.
        assertThat(BASELINE.judge(series, count(TODAY, 2)).orElseThrow().pValue())
                .isGreaterThan(.2);
        assertThat(BASELINE.judge(series, count(TODAY, 40)).orElseThrow().pValue())
                .isLessThan(1e-3);
    }

    @Test
    void aShareOfFewCasesIsNoNews() {
        List<DailyValue> series = new ArrayList<>();
        for (int ago = 1; ago <= HISTORY; ago++) {
            series.add(share(TODAY.minusDays(ago), 100 + ago % 5, 1000));
        }

        assertThat(BASELINE.judge(series, share(TODAY, 4, 10)).orElseThrow().pValue())
                .isGreaterThan(.01);
        assertThat(BASELINE.judge(series, share(TODAY, 400, 1000)).orElseThrow().pValue())
                .isLessThan(1e-6);
    }

    @Test
    void withoutEnoughWeeksThereIsNoBaseline() {
        List<DailyValue> series = gaussian(new Random(5));

        assertThat(BASELINE.judge(series.subList(0, 27), new DailyValue(TODAY, 100, 0)))
                .isEmpty();
        assertThat(BASELINE.judge(series.subList(0, 28), new DailyValue(TODAY, 100, 0)))
                .isPresent();
    }

    @Test
    void aConstantSeriesWithoutErrorsShowsNoSpread() {
        List<DailyValue> series = new ArrayList<>();
        for (int ago = 1; ago <= HISTORY; ago++) {
            series.add(new DailyValue(TODAY.minusDays(ago), 7, 0));
        }

        assertThat(BASELINE.judge(series, new DailyValue(TODAY, 8, 0))).isEmpty();
    }

    /**
     * 300 slices with a weekly rhythm, half of them counts of mean .5 to 500, half shares of 10 to 500 cases, judged on
     * 30 nights on which nothing happens.
     */
    @Test
    void thirtyQuietNightsRaiseAtMostOneAlarm() {
        List<List<DailyValue>> slices = slices(new Random(21), 1, 1);

        int alarms = 0;
        for (int night = 0; night < NIGHTS; night++) {
            alarms += FalseDiscovery.withDefaults().discoveries(.05, pValues(slices, night)).length;
        }

        assertThat(alarms).isLessThanOrEqualTo(1);
    }

    /** In 30 of the slices the tenth night is three times as high; those with a mean of 20 or more are found. */
    @Test
    void plantedSpikesAreFoundAndNamed() {
        List<List<DailyValue>> slices = slices(new Random(22), 3, 1);

        int[] alarms = FalseDiscovery.withDefaults().discoveries(.05, pValues(slices, 10));
        assertThat(alarms).hasSizeBetween(14, 15);
        assertThat(alarms[alarms.length - 1]).isLessThan(15);
        for (int slice : alarms) {
            assertThat(LevelShift.of(BASELINE.judgeWeek(slices.get(slice), TODAY.plusDays(10)))
                            .kind())
                    .isEqualTo(Kind.SPIKE);
        }
        assertThat(FalseDiscovery.withDefaults().discoveries(.05, pValues(slices, 11)))
                .hasSizeLessThanOrEqualTo(1);
    }

    /** In the same slices every night from the tenth on is two and a half times as high. */
    @Test
    void plantedShiftsAreFoundAndNamed() {
        List<List<DailyValue>> slices = slices(new Random(23), 2.5, NIGHTS);
        int[] kinds = new int[Kind.values().length];

        int[] alarms = FalseDiscovery.withDefaults().discoveries(.05, pValues(slices, 14));
        for (int slice : alarms) {
            kinds[
                    LevelShift.of(BASELINE.judgeWeek(slices.get(slice), TODAY.plusDays(14)))
                            .kind()
                            .ordinal()]++;
        }

        assertThat(alarms).hasSizeBetween(13, 15);
        assertThat(alarms[alarms.length - 1]).isLessThan(15);
        assertThat(kinds[Kind.SHIFT.ordinal()]).isGreaterThanOrEqualTo(alarms.length - 1);
        LevelShift change = LevelShift.of(BASELINE.judgeWeek(slices.get(14), TODAY.plusDays(14)));
        assertThat(change.since()).isEqualTo(TODAY.plusDays(10));
        assertThat(change.score()).isPositive();
    }

    @Test
    void aShiftIsThreeDaysOfOneSizeOnOneSide() {
        assertThat(kind(0, 0, 1)).isEqualTo(Kind.NONE);
        assertThat(kind(0, 0, 9)).isEqualTo(Kind.SPIKE);
        assertThat(kind(0, 5, 9)).isEqualTo(Kind.UNSETTLED);
        assertThat(kind(0, 5, 9, 6)).isEqualTo(Kind.SHIFT);
        assertThat(kind(-5, -9, -6)).isEqualTo(Kind.SHIFT);
        // A spike that fades: the second day is less than a third of the first, and the last not in its row.
        assertThat(kind(0, 30, 9, 4)).isEqualTo(Kind.UNSETTLED);
        assertThat(kind(5, -5, 5)).isEqualTo(Kind.SPIKE);
        assertThat(kind(9, 9, 0, 9)).isEqualTo(Kind.SPIKE);
    }

    @Test
    void whatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new DailyValue(TODAY, Double.NaN, 0)).hasMessageContaining("leave the day out");
        assertThatThrownBy(() -> new DailyValue(TODAY, 1, -1)).hasMessageContaining("sampling error of -1.0");
        assertThatThrownBy(() ->
                        DailyValue.of(TODAY, GarwoodInterval.withDefaults().estimate(0, 0)))
                .hasMessageContaining("has no value");
        assertThatThrownBy(() -> BASELINE.withWeeks(2)).hasMessageContaining("take 4 or more");
        assertThatThrownBy(() -> LevelShift.of(List.of())).hasMessageContaining("no day to look at");
    }

    private static Kind kind(double... scores) {
        List<Deviation> days = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            days.add(new Deviation(TODAY.plusDays(i), scores[i], 0, -2, 2, scores[i], .5));
        }
        return LevelShift.of(days).kind();
    }

    /** Day by day from yesterday back. */
    private static List<DailyValue> gaussian(Random random) {
        List<DailyValue> series = new ArrayList<>();
        for (int ago = 1; ago <= HISTORY; ago++) {
            series.add(new DailyValue(TODAY.minusDays(ago), 100 + 5 * random.nextGaussian(), 0));
        }
        return series;
    }

    /** The first 15 slices are counts of mean 40 to 200 that are multiplied for some nights from the tenth on. */
    private static List<List<DailyValue>> slices(Random random, double factor, int nights) {
        List<List<DailyValue>> slices = new ArrayList<>();
        for (int slice = 0; slice < 300; slice++) {
            boolean planted = slice < 15;
            double mean = planted ? 40 + 160 * random.nextDouble() : .5 * Math.pow(1000, random.nextDouble());
            List<DailyValue> series = new ArrayList<>();
            for (int night = -HISTORY; night < NIGHTS; night++) {
                LocalDate day = TODAY.plusDays(night);
                double level = mean * WEEK[day.getDayOfWeek().getValue() - 1];
                level *= planted && night >= 10 && night < 10 + nights ? factor : 1;
                // Of very many cases with a tiny chance each the positives are Poisson.
                long n = slice % 2 == 0 || planted ? 1_000_000 : 10 + (long) level;
                double chance = n == 1_000_000 ? level / n : .1 + .3 * (slice % 3);
                long positives = Resampling.binomial(n, chance, random);
                series.add(n == 1_000_000 ? count(day, positives) : share(day, positives, n));
            }
            slices.add(series);
        }
        return slices;
    }

    private static double[] pValues(List<List<DailyValue>> slices, int night) {
        return slices.stream()
                .mapToDouble(series -> BASELINE.judge(series, series.get(HISTORY + night))
                        .map(Deviation::pValue)
                        .orElse(Double.NaN))
                .toArray();
    }

    private static DailyValue count(LocalDate day, long events) {
        return DailyValue.of(day, GarwoodInterval.withDefaults().estimate(events, 1));
    }

    private static DailyValue share(LocalDate day, long positives, long n) {
        return DailyValue.of(day, WilsonInterval.withDefaults().estimate(positives, n));
    }
}
