package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class PowerTest {
    private static final Power NORMAL = Power.withDefaults();
    private static final Power STUDENT = NORMAL.withStudent();

    private static PlannedArms arms(double control, double treatment) {
        return new PlannedArms(control, treatment, 10, 1);
    }

    /**
     * M6: statsmodels, test_power.py, of R's pwr and of G*Power, which are right to twelve decimals; the digits after
     * those by mpmath 1.4.1.
     */
    @Test
    void publishedPowers() {
        assertThat(STUDENT.power(arms(30, 30), 1))
                .isCloseTo(.967708258242517, within(1e-12))
                .isCloseTo(.96770825824193232, within(1e-14));
        assertThat(STUDENT.power(arms(20, 20), .1))
                .isCloseTo(.06095912465411235, within(5e-13))
                .isCloseTo(.060959124653815138, within(1e-14));
    }

    /** statsmodels 0.15.0, TTestIndPower().power, with unequal arms and both alternatives. */
    @Test
    void powersOfUnequalArms() {
        require(STUDENT, arms(50, 100), .5, .8180633611175995);
        require(student(.95, Alternative.GREATER), arms(50, 100), .5, .8904008310930428);
        require(student(.95, Alternative.LESS), arms(50, 100), .5, 3.1138080278216365e-06);
        require(student(.99, Alternative.TWO_SIDED), arms(200, 100), .3, .4443421883653722);
        require(student(.9, Alternative.TWO_SIDED), arms(60, 90), -.4, .7716353903934191);
        require(student(.9, Alternative.LESS), arms(60, 90), -.4, .8668817576016724);
    }

    private static Power student(double confidence, Alternative alternative) {
        return Power.of(Hypothesis.NO_DIFFERENCE.withConfidence(confidence).with(alternative))
                .withStudent();
    }

    private static void require(Power power, PlannedArms arms, double effect, double expected) {
        assertThat(power.power(arms, effect)).isCloseTo(expected, within(1e-10));
    }

    /** Phi(-z - d / SE) + Phi(d / SE - z), with an error of 10 percentage points of a mean of 10 and a lift of 20%. */
    @Test
    void theNormalPowerKeepsBothTails() {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double z = normal.inverseSurvivalProbability(.025);
        double error = Math.sqrt(4 * (1 / 80.0 + 1.2 * 1.2 / 50)) / 10;
        double expected = normal.cumulativeProbability(-z - .2 / error) + normal.cumulativeProbability(.2 / error - z);
        PlannedArms arms = new PlannedArms(50, 80, 10, 4);

        assertThat(NORMAL.ofLifts().power(arms, .2)).isCloseTo(expected, within(1e-14));
        assertThat(NORMAL.power(arms, 0)).isCloseTo(.05, within(1e-14));
        assertThat(STUDENT.power(arms, 0)).isCloseTo(.05, within(1e-12));
        PlannedArms negative = new PlannedArms(50, 80, -10, 4);
        assertThat(NORMAL.ofLifts().power(negative, -.2)).as("from -10 to -12").isCloseTo(expected, within(1e-14));
    }

    @Test
    void theLeastEffectIsTheInverseOfThePower() {
        List<Power> powers = List.of(
                NORMAL,
                STUDENT,
                NORMAL.ofLifts(),
                STUDENT.ofLifts(),
                NORMAL.ofLifts().withDesignEffect(3).withFreedom(4.5),
                NORMAL.withCriticalValue(3.035).ofLifts(),
                Power.of(Hypothesis.NO_DIFFERENCE.withValue(-.02)).ofLifts());
        double[][] sizes = {{12, 12}, {30, 90}, {500, 100}, {40_000, 60_000}};
        for (Power power : powers) {
            for (double[] size : sizes) {
                for (double mean : new double[] {10, -4, 2}) {
                    for (double target : new double[] {.3, .8, .99}) {
                        PlannedArms arms = new PlannedArms(size[0], size[1], mean, 1.7);
                        requireInverse(power, arms, target, power.detectableRise(arms, target), 1);
                        requireInverse(power, arms, target, power.detectableFall(arms, target), -1);
                    }
                }
            }
        }
    }

    private static void requireInverse(Power power, PlannedArms arms, double target, OptionalDouble effect, int side) {
        if (effect.isPresent()) {
            assertThat(power.power(arms, effect.getAsDouble())).isCloseTo(target, within(1e-9));
            assertThat(effect.getAsDouble() * side).isGreaterThan(-.02);
        } else {
            // The error grows as fast as the effect.
            assertThat(power.power(arms, side * 1e7)).isLessThan(target);
        }
    }

    /** Of normal differences (z_.025 + z_.2) sqrt(2 / 100) = .39620 where the far tail is nothing. */
    @Test
    void aLeastEffectByHand() {
        double rise = NORMAL.detectableRise(arms(100, 100), .8).getAsDouble();

        assertThat(rise).isCloseTo((1.959964 + .841621) * Math.sqrt(.02), within(1e-5));
        assertThat(NORMAL.detectableFall(arms(100, 100), .8).getAsDouble()).isCloseTo(-rise, within(1e-12));
        assertThat(NORMAL.withDesignEffect(4).detectableRise(arms(100, 100), .8).getAsDouble())
                .isCloseTo(2 * rise, within(1e-12));
    }

    /** A rise makes the error of a lift larger, a fall smaller. */
    @Test
    void aFallIsDetectedBeforeARise() {
        Power lifts = NORMAL.ofLifts();
        PlannedArms arms = new PlannedArms(100, 100, 2, 4);

        assertThat(lifts.detectableRise(arms, .8).getAsDouble())
                .isGreaterThan(-lifts.detectableFall(arms, .8).getAsDouble());
    }

    /** Cohen's table has 64 units an arm for .5 at 80%; statsmodels 0.15.0, tt_ind_solve_power, has the digits. */
    @Test
    void requiredUnitsOfCohen() {
        PlannedArms arms = arms(10, 10);
        assertThat(10 * STUDENT.timesTheUnits(arms, .5, .8).getAsDouble()).isCloseTo(63.76561, within(5e-6));
        assertThat(STUDENT.requiredArms(arms, .5, .8).controlUnits()).isEqualTo(64);
        assertThat(STUDENT.requiredArms(arms, -.5, .8).treatmentUnits()).isEqualTo(64);
    }

    @Test
    void theUnitsStillWanted() {
        PlannedArms soFar = new PlannedArms(400, 600, 3, 9);
        Power lifts = NORMAL.ofLifts().withDesignEffect(1.5);

        double times = lifts.timesTheUnits(soFar, .05, .8).getAsDouble();

        assertThat(times).isGreaterThan(2);
        assertThat(lifts.power(soFar.times(times), .05)).isCloseTo(.8, within(1e-9));
        assertThat(lifts.timesTheUnits(soFar.times(times), .05, .8).getAsDouble())
                .isCloseTo(1, within(1e-9));
        assertThat(NORMAL.timesTheUnits(soFar, 0, .8)).isEmpty();
        assertThat(STUDENT.timesTheUnits(soFar, 100, .8).getAsDouble())
                .as("three units")
                .isCloseTo(.003, within(1e-12));
    }

    /** 40,000 tests of 5 and 9 normal units with a known effect, by the pooled t: the share that calls it. */
    @Test
    void simulatedTestsCallAsOften() {
        Random random = new Random(4);
        double critical = 2.1788128;
        int called = 0;
        int runs = 40_000;
        for (int run = 0; run < runs; run++) {
            SampleMean control = drawn(random, 5, 0);
            SampleMean treatment = drawn(random, 9, 1.5);
            double pooled = (4 * control.variance() + 8 * treatment.variance()) / 12;
            double t = (treatment.mean() - control.mean()) / Math.sqrt(pooled * (1 / 5.0 + 1 / 9.0));
            called += Math.abs(t) > critical ? 1 : 0;
        }

        assertThat(called / (double) runs).isCloseTo(STUDENT.power(arms(5, 9), 1.5), within(.01));
    }

    private static SampleMean drawn(Random random, int n, double mean) {
        double[] values = random.doubles(n)
                .map(u -> mean + NormalDistribution.of(0, 1).inverseCumulativeProbability(u))
                .toArray();
        double sum = 0;
        double squares = 0;
        for (double value : values) {
            sum += value;
            squares += value * value;
        }
        return SampleMean.ofSums(n, sum, squares);
    }

    @Test
    void oneSidedTestsDetectOneSide() {
        Power greater = Power.of(Hypothesis.NO_DIFFERENCE.with(Alternative.GREATER));
        PlannedArms arms = arms(100, 100);

        assertThat(greater.detectableFall(arms, .8)).isEmpty();
        assertThat(greater.timesTheUnits(arms, -1, .8)).isEmpty();
        assertThat(greater.detectableRise(arms, .8).getAsDouble())
                .isCloseTo((1.644854 + .841621) * Math.sqrt(.02), within(1e-5));
        Power less = Power.of(Hypothesis.NO_DIFFERENCE.with(Alternative.LESS));
        assertThat(less.detectableRise(arms, .8)).isEmpty();
        assertThat(less.detectableFall(arms, .8).getAsDouble())
                .isCloseTo(-greater.detectableRise(arms, .8).getAsDouble(), within(1e-12));
    }

    @Test
    void plansThatCannotBeAreRefused() {
        PlannedArms arms = arms(10, 10);
        assertThatThrownBy(() -> new PlannedArms(0, 5, 1, 1)).hasMessageContaining("0.0 and 5.0 units");
        assertThatThrownBy(() -> NORMAL.detectableRise(arms, .05)).hasMessageContaining("power of 0.05");
        assertThatThrownBy(() -> NORMAL.withCriticalValue(0)).hasMessageContaining("critical value of 0.0");
        assertThatThrownBy(() -> NORMAL.withFreedom(0)).hasMessageContaining("0.0 degrees of freedom");
        assertThatThrownBy(() -> NORMAL.withDesignEffect(-1)).hasMessageContaining("design effect of -1.0");
        assertThatThrownBy(() -> STUDENT.power(arms(1, 1), 1)).hasMessageContaining("need three units");
        assertThatThrownBy(() -> NORMAL.requiredArms(arms, 0, .8)).hasMessageContaining("no number of units");
        assertThatThrownBy(() -> NORMAL.ofLifts().power(new PlannedArms(5, 5, 0, 1), .1))
                .hasMessageContaining("mean of 0");
        assertThatThrownBy(() -> NORMAL.ofLifts().detectableRise(new PlannedArms(5, 5, 0, 1), .8))
                .hasMessageContaining("mean of 0");
    }
}
