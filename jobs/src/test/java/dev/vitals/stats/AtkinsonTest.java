package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Atkinson.Sums;
import dev.vitals.stats.Estimate.Reading;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AtkinsonTest {
    private static final double[] INCOMES = {541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};

    private static Sums sums(Atkinson atkinson, double... amounts) {
        Sums sums = Sums.EMPTY;
        for (double amount : amounts) {
            sums = sums.merge(atkinson.ofPerson(amount));
        }
        return sums;
    }

    /** R package ineq, Atkinson(x, parameter), on the incomes of its examples. */
    @ParameterizedTest
    @CsvSource({"0.4, .1440938", "0.5, .1796591", "1, .3518251"})
    void theIndexOfIneq(double aversion, double known) {
        Atkinson atkinson = Atkinson.withAversion(aversion);

        assertThat(atkinson.estimate(sums(atkinson, INCOMES)).value().getAsDouble())
                .isCloseTo(known, within(5e-8));
    }

    /** What an error means: how far the index moves when one person after the other is left out (the jackknife). */
    @ParameterizedTest
    @ValueSource(doubles = {.5, 1, 2})
    void theErrorIsNearTheJackknifes(double aversion) {
        Atkinson atkinson = Atkinson.withAversion(aversion);
        Random random = new Random(5);
        double[] amounts = random.doubles(300).map(x -> .2 - Math.log(1 - x)).toArray();
        double[] without = new double[amounts.length];
        double mean = 0;
        for (int i = 0; i < amounts.length; i++) {
            Sums rest = Sums.EMPTY;
            for (int k = 0; k < amounts.length; k++) {
                rest = k == i ? rest : rest.merge(atkinson.ofPerson(amounts[k]));
            }
            without[i] = atkinson.estimate(rest).value().getAsDouble();
            mean += without[i] / amounts.length;
        }
        double squares = 0;
        for (double value : without) {
            squares += (value - mean) * (value - mean);
        }
        double jackknife = Math.sqrt(squares * 299 / 300);
        Estimate estimate = atkinson.estimate(sums(atkinson, amounts));

        assertThat(estimate.standardError().getAsDouble() / jackknife).isBetween(.97, 1.03);
    }

    /** Of log-normal amounts with a spread of s the index is 1 - exp(-e s^2 / 2). */
    @ParameterizedTest
    @ValueSource(doubles = {.5, 1})
    void intervalsHoldTheTruth(double aversion) {
        Atkinson atkinson = Atkinson.withAversion(aversion);
        Random random = new Random(6);
        double truth = -Math.expm1(-aversion * .36 / 2);
        int held = 0;
        for (int round = 0; round < 1000; round++) {
            double[] amounts = new double[200];
            for (int i = 0; i < amounts.length; i++) {
                amounts[i] = Math.exp(.6 * random.nextGaussian());
            }
            Estimate estimate = atkinson.estimate(sums(atkinson, amounts));
            held += estimate.lower().getAsDouble() <= truth
                            && truth <= estimate.upper().getAsDouble()
                    ? 1
                    : 0;
        }

        assertThat(held / 1000.0).isBetween(.92, .97);
    }

    @Test
    void equalAmountsAreEvenAndTheUnitDoesNotMatter() {
        Atkinson atkinson = Atkinson.withAversion(.5);
        Estimate even = atkinson.estimate(sums(atkinson, 3, 3, 3));
        double[] hundredfold = Arrays.stream(INCOMES).map(x -> 100 * x).toArray();

        assertThat(even.value().getAsDouble()).isCloseTo(0, within(1e-12));
        assertThat(even.lower()).isEmpty();
        assertThat(atkinson.estimate(sums(atkinson, hundredfold)).lower().getAsDouble())
                .isCloseTo(atkinson.estimate(sums(atkinson, INCOMES)).lower().getAsDouble(), within(1e-10));
        assertThat(atkinson.estimate(sums(atkinson, 0, 0, 12)).value().getAsDouble())
                .as("a third of the people with all: 1 - 1/3")
                .isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void whatHasNoIndex() {
        Atkinson atkinson = Atkinson.withAversion(1);
        assertThat(atkinson.estimate(Sums.EMPTY).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(atkinson.estimate(atkinson.ofPerson(4)).lower()).isEmpty();
        assertThatThrownBy(() -> atkinson.ofPerson(0)).hasMessageContaining("above 0 for an aversion of 1");
        assertThatThrownBy(() -> Atkinson.withAversion(0)).hasMessageContaining("is not above 0");
        assertThatThrownBy(() -> atkinson.withConfidence(2)).hasMessageContaining("confidence 2.0");
    }
}
