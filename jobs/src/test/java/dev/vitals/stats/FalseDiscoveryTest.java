package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FalseDiscoveryTest {
    private static final FalseDiscovery BH = FalseDiscovery.withDefaults();
    private static final FalseDiscovery BY = BH.underAnyDependence();

    /** M1: R multtest, as recorded in statsmodels stats/tests/test_multi.py. */
    @Test
    void tenPublishedValuesAgreeWithMulttest() {
        double[] p = Samples.MULTTEST;

        assertThat(BH.adjust(p))
                .containsExactly(
                        new double[] {
                            5.23656777208e-4, 1.4070253099e-3, .04995910359866667, .0506831721995, .354193905446,
                            .895336727975, .895336727975, .895336727975, .93171263061444444, .967833824309
                        },
                        within(5e-16));
        assertThat(BY.adjust(p))
                .containsExactly(
                        new double[] {
                            1.5337740764175588e-3,
                            4.1211324652269442e-3,
                            .14632862843720582,
                            .14844940238274187,
                            1,
                            1,
                            1,
                            1,
                            1,
                            1
                        },
                        within(5e-16));
    }

    /** T3: tea-tasting, test_multiplicity.py. */
    @Test
    void valuesKeepTheirOrder() {
        double[] p = {.005, .06, .007, .04, .01, .03};

        assertThat(BH.adjust(p)).containsExactly(new double[] {.02, .06, .02, .048, .02, .045}, within(1e-12));
        assertThat(BY.adjust(p)).containsExactly(new double[] {.049, .147, .049, .1176, .049, .11025}, within(1e-12));
    }

    /** V14: GrowthBook, packages/shared/test/experiments.test.ts. */
    @Test
    void tiesShareTheirValue() {
        assertThat(BH.adjust(.898, .138, .007, .964, .538, .006, .138))
                .containsExactly(new double[] {.964, .2415, .0245, .964, .7532, .0245, .2415}, within(1e-12));
    }

    @Test
    void aTestThatFailedStillCounts() {
        // .01 is the smallest of two known ones, yet of three planned: 3 * .01.
        double[] adjusted = BH.adjust(.5, Double.NaN, .01);

        assertThat(adjusted).containsExactly(new double[] {.75, Double.NaN, .03}, within(1e-12));
        assertThat(BH.discoveries(.05, .5, Double.NaN, .01)).containsExactly(2);
        assertThat(BH.adjust()).isEmpty();
    }

    /** Twenty of 200 tests are of something, with p below 1e-4: of what is called, 5 % * 180 / 200 are false. */
    @Test
    void fewOfTheDiscoveriesAreFalse() {
        Random random = new Random(12);
        double sum = 0;
        for (int round = 0; round < 4000; round++) {
            double[] p = random.doubles(200).toArray();
            for (int i = 0; i < 20; i++) {
                p[i] *= 1e-4;
            }
            int[] called = BH.discoveries(.05, p);
            long wrong = Arrays.stream(called).filter(i -> i >= 20).count();
            sum += (double) wrong / called.length;
        }
        // The share has a standard deviation of about .05 in a round, so .0008 in the mean.
        assertThat(sum / 4000).isCloseTo(.045, within(.003));
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> BH.adjust(.2, 1.2)).hasMessageContaining("p-value 1.2");
        assertThatThrownBy(() -> BH.discoveries(5, .2)).hasMessageContaining("write 0.05 for 5 %");
    }

    /** statsmodels 0.15.0, fdrcorrection_twostage, methods bky and bh. */
    @Test
    void twoStagesAgreeWithStatsmodels() {
        double[] few = Arrays.copyOf(BH.twoStage(.05).adjust(Samples.MULTTEST), 6);
        assertThat(few)
                .containsExactly(
                        new double[] {
                            .00043987169285472,
                            .001181901260316,
                            .041965647022880005,
                            .042573864647580006,
                            .29752288057464,
                            .7520828514990001
                        },
                        within(1e-14));
        double[] last = BH.twoStageWithoutMargin(.05).adjust(Samples.MULTTEST);
        assertThat(Arrays.copyOfRange(last, 4, 10))
                .containsExactly(
                        new double[] {
                            .24793573381219997,
                            .6267357095824999,
                            .6267357095824999,
                            .6267357095824999,
                            .6521988414301111,
                            .6774836770163
                        },
                        within(1e-14));
        assertThat(BH.twoStageWithoutMargin(.1).adjust(Samples.MULTTEST)[3])
                .isCloseTo(.030409903319699998, within(1e-14));
        double[] p = {.005, .06, .007, .04, .01, .03};
        assertThat(BH.twoStage(.05).adjust(p))
                .containsExactly(new double[] {.007, .021, .007, .0168, .007, .01575}, within(1e-15));
        assertThat(BH.twoStage(.1).adjust(p))
                .containsExactly(new double[] {.022, .066, .022, .0528, .022, .0495}, within(1e-15));
        assertThat(BH.twoStageWithoutMargin(.1).adjust(p))
                .as("all are called at once")
                .containsExactly(new double[] {.02, .06, .02, .048, .02, .045}, within(1e-15));
    }

    /**
     * Half of 40 tests are true nulls: of those called a share of at most q is false on average (q m0 / m for BH: .05).
     */
    @Test
    void twoStagesCallMoreAndKeepTheRate() {
        Random random = new Random(8);
        double falseShare = 0;
        int called = 0;
        int calledInOne = 0;
        int runs = 4000;
        for (int run = 0; run < runs; run++) {
            double[] p = new double[40];
            for (int i = 0; i < p.length; i++) {
                p[i] = i < 20 ? random.nextDouble() : Math.pow(random.nextDouble(), 6);
            }
            int[] found = BH.twoStage(.1).discoveries(.1, p);
            falseShare += found.length == 0
                    ? 0
                    : (double) Arrays.stream(found).filter(i -> i < 20).count() / found.length;
            called += found.length;
            calledInOne += BH.discoveries(.1, p).length;
        }
        assertThat(falseShare / runs).isBetween(.05, .1);
        assertThat(called).isGreaterThan(calledInOne);
    }

    @Test
    void twoStagesHoldForTheirRateAlone() {
        assertThatThrownBy(() -> BH.twoStage(.05).discoveries(.1, .01)).hasMessageContaining("a rate of 0.05");
        assertThatThrownBy(() -> BH.twoStage(0)).hasMessageContaining("not strictly between 0 and 1");
        assertThat(BH.twoStage(.05).adjust(.5, Double.NaN)).containsExactly(1, Double.NaN);
        assertThat(BH.twoStage(.05).adjust()).isEmpty();
    }
}
