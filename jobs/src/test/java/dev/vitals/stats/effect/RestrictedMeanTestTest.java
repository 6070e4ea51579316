package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate;
import dev.vitals.stats.KaplanMeier;
import dev.vitals.stats.RestrictedMeanDifference;
import dev.vitals.stats.Samples;
import dev.vitals.stats.SurvivalCurve;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestrictedMeanTestTest {
    private static final RestrictedMeanTest TEST = RestrictedMeanTest.withDefaults();

    /** Every case is a cluster of its own. */
    static List<TimeHistogram> cases(String durations) {
        return Arrays.stream(durations.strip().split("\\s+"))
                .map(Samples::histogram)
                .toList();
    }

    private static double squares(double[] moves) {
        return Arrays.stream(moves).map(x -> x * x).sum();
    }

    /**
     * R1, own: aml up to week 161: 52.6454545 (19.828602795562585) and 22.7083333 (4.1809410, by exact fractions
     * 4.180941981); up to 45 4.1140862.
     */
    @Test
    void squaredMovesOfSingleCasesAreTheVariance() {
        SurvivalCurve maintained = KaplanMeier.withDefaults().estimate(Samples.histogram(Samples.AML_MAINTAINED));
        SurvivalCurve other = KaplanMeier.withDefaults().estimate(Samples.histogram(Samples.AML_NOT_MAINTAINED));
        double[] moves = maintained.restrictedMeanMoves(161, cases(Samples.AML_MAINTAINED));

        assertThat(maintained.restrictedMean(161).value().getAsDouble()).isCloseTo(52.6454545, within(5e-8));
        assertThat(Math.sqrt(squares(moves))).isCloseTo(19.828602795562585, within(1e-12));
        assertThat(Arrays.stream(moves).sum()).isCloseTo(0, within(1e-12));
        assertThat(other.restrictedMean(161).value().getAsDouble()).isCloseTo(22.7083333, within(5e-8));
        assertThat(Math.sqrt(squares(other.restrictedMeanMoves(161, cases(Samples.AML_NOT_MAINTAINED)))))
                .isCloseTo(4.180941981033154, within(1e-10));
        assertThat(maintained.restrictedMean(45).value().getAsDouble()).isCloseTo(30.7386364, within(5e-8));
        assertThat(Math.sqrt(squares(maintained.restrictedMeanMoves(45, cases(Samples.AML_MAINTAINED)))))
                .isCloseTo(4.1140862, within(5e-8));
    }

    /** R3: survminer pull request 827, lung by sex up to day 965: 324.0484 (22.29794) and 455.9041 (32.91742), of 138 men and 90 women. */
    @Test
    void singleCasesGiveTheOrdinaryTestButForTheirNumber() {
        Effect effect = TEST.difference(cases(Samples.LUNG_MEN), cases(Samples.LUNG_WOMEN), 965);
        double men = 22.29794 * 22.29794 * 138 / 137;
        double women = 32.91742 * 32.91742 * 90 / 89;

        assertThat(effect.value().getAsDouble()).isCloseTo(131.8557, within(5e-5));
        assertThat(effect.standardError().getAsDouble()).isCloseTo(Math.sqrt(men + women), within(1e-5));
        assertThat(effect.degreesOfFreedom())
                .isCloseTo((men + women) * (men + women) / (men * men / 137 + women * women / 89), within(1e-3));
        assertThat(effect.pValue().getAsDouble()).isBetween(.0009118595, .0013);
    }

    /** ln(455.9041 / 324.0484) is 0.3414, its variance the sum of the relative ones. */
    @Test
    void theRatioHasItsLimitsOnTheLogarithm() {
        Effect effect = TEST.ratio(cases(Samples.LUNG_MEN), cases(Samples.LUNG_WOMEN), 965);
        double men = 22.29794 * 22.29794 * 138 / 137 / (324.0484 * 324.0484);
        double women = 32.91742 * 32.91742 * 90 / 89 / (455.9041 * 455.9041);
        double half = .5
                * Math.log(
                        (1 + effect.upper().getAsDouble()) / (1 + effect.lower().getAsDouble()));

        assertThat(effect.value().getAsDouble()).isCloseTo(455.9041 / 324.0484 - 1, within(1e-6));
        assertThat(half / Math.sqrt(men + women)).as("Student's point").isBetween(1.96, 1.98);
        assertThat(effect.standardError()).isEmpty();
        Effect margin = TEST.with(
                        Hypothesis.NO_DIFFERENCE.withValue(effect.value().getAsDouble()))
                .ratio(cases(Samples.LUNG_MEN), cases(Samples.LUNG_WOMEN), 965);
        assertThat(margin.pValue().getAsDouble()).isCloseTo(1, within(1e-9));
    }

    /** Twenty channels an arm, each with a pace of its own; both arms alike. Cases as units call far too much. */
    @Test
    void clusteredArmsThatAreAlikeAreCalledAsOftenAsItSays() {
        Random random = new Random(21);
        int rounds = 600;
        int called = 0;
        int calledByCases = 0;
        for (int round = 0; round < rounds; round++) {
            List<TimeHistogram> control = channels(random, 20);
            List<TimeHistogram> treatment = channels(random, 20);
            called += TEST.difference(control, treatment, 200).pValue().getAsDouble() < .05 ? 1 : 0;
            calledByCases += isCalledByCases(control, treatment) ? 1 : 0;
        }

        assertThat((double) called / rounds).isBetween(.03, .075);
        assertThat((double) calledByCases / rounds).isGreaterThan(.25);
    }

    private static boolean isCalledByCases(List<TimeHistogram> control, List<TimeHistogram> treatment) {
        Estimate difference = RestrictedMeanDifference.of(curve(control), curve(treatment), 200)
                .estimate();
        return difference.lower().getAsDouble() > 0 || difference.upper().getAsDouble() < 0;
    }

    private static SurvivalCurve curve(List<TimeHistogram> clusters) {
        return KaplanMeier.withDefaults().estimate(clusters.stream().reduce(TimeHistogram.EMPTY, TimeHistogram::merge));
    }

    /**
     * Exponential times of 10 to 50 cases a channel around a log-normal mean of the channel, cut off between 200 and
     * 300.
     */
    static List<TimeHistogram> channels(Random random, int channels) {
        List<TimeHistogram> clusters = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            double mean = 100 * Math.exp(.5 * random.nextGaussian());
            TimeHistogram.Builder builder = TimeHistogram.builder();
            int cases = 10 + random.nextInt(41);
            for (int k = 0; k < cases; k++) {
                double time = -mean * Math.log(1 - random.nextDouble());
                double cut = 200 + 100 * random.nextDouble();
                builder.add(TimeBins.bin((long) Math.min(cut, time)), time > cut ? TimeHistogram.CENSORED : 0, 1);
            }
            clusters.add(builder.build());
        }
        return clusters;
    }

    @Test
    void whatIsNotKnownHasNoEffect() {
        List<TimeHistogram> few = List.of(Samples.histogram("3 4 5+"), Samples.histogram("6+"), TimeHistogram.EMPTY);
        List<TimeHistogram> ended = List.of(Samples.histogram("3 4"), Samples.histogram("5 7"));

        assertThat(TEST.difference(few, ended, 100).value()).isEmpty();
        assertThat(TEST.difference(ended, List.of(), 5).value()).isEmpty();
        assertThat(TEST.ratio(few, ended, 5).value()).isPresent();
        assertThat(TEST.ofCauses(3).difference(ended, ended, 3).pValue())
                .as("nobody ended by it")
                .isEmpty();
        assertThatThrownBy(() -> TEST.difference(List.of(Samples.histogram("3 4")), ended, 5))
                .hasMessageContaining("there must be two clusters");
        assertThatThrownBy(() -> TEST.difference(ended, ended, 0)).hasMessageContaining("more than 0");
        assertThatThrownBy(() -> curve(ended).restrictedMeanMoves(5, few.subList(0, 1)))
                .hasMessageContaining("do not make up");
    }
}
