package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.DelayedLabels;
import dev.vitals.stats.DelayedShare;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArmNowcastTest {
    private static final LocalDate FIRST = LocalDate.of(2024, 5, 1);
    private static final int DAYS = 40;
    private static final LocalDate AS_OF = FIRST.plusDays(DAYS - 1);
    private static final int LONGEST = 25;
    private static final ArmNowcast NOWCAST = ArmNowcast.within(LONGEST);

    /**
     * Three days of 100 cases with 10, 12 and 8 labels on the day itself and 30 and 28 on the next day; of the last
     * day it is not known yet. h_1 = 58 / 80, so that 22 / 80 come at once, and the share is 88 / (100 + 100 + 27.5).
     */
    @Test
    void labelsSoFarOverTheCasesThatWouldHaveShownTheirs() {
        DelayTriangle triangle = DelayTriangle.builder()
                .addCases(FIRST, 100)
                .addCases(FIRST.plusDays(1), 100)
                .addCases(FIRST.plusDays(2), 100)
                .addLabels(FIRST, 0, 10)
                .addLabels(FIRST, 1, 30)
                .addLabels(FIRST.plusDays(1), 0, 12)
                .addLabels(FIRST.plusDays(1), 1, 28)
                .addLabels(FIRST.plusDays(2), 0, 8)
                .addLabels(FIRST.plusDays(2), 1, 50)
                .build();
        DelayedShare share = DelayedLabels.within(1)
                .share(List.of(triangle, triangle), FIRST.plusDays(2))
                .orElseThrow();

        assertThat(share.share()).isCloseTo(88 / 227.5, within(1e-12));
        assertThat(share.maturedShare()).isCloseTo(227.5 / 300, within(1e-12));
        assertThat(share.shown().get(1)).isCloseTo(227.5, within(1e-12));
        assertThat(share.moves().get(0)).as("clusters that are alike").isCloseTo(0, within(1e-12));
    }

    /** What an error means: how far the share moves when one cluster after the other is left out (the jackknife). */
    @Test
    void theErrorIsNearTheJackknifes() {
        List<DelayTriangle> clusters = arm(new Random(4), 40, 8);
        DelayedShare share =
                DelayedLabels.within(LONGEST).share(clusters, AS_OF).orElseThrow();
        double[] without = new double[clusters.size()];
        double mean = 0;
        for (int i = 0; i < without.length; i++) {
            List<DelayTriangle> rest = new ArrayList<>(clusters);
            rest.remove(i);
            without[i] = DelayedLabels.within(LONGEST)
                    .share(rest, AS_OF)
                    .orElseThrow()
                    .share();
            mean += without[i] / without.length;
        }
        double squares = 0;
        for (double value : without) {
            squares += (value - mean) * (value - mean);
        }
        double jackknife = Math.sqrt(squares * (without.length - 1) / without.length);
        double[] moves = share.moves().stream().mapToDouble(x -> x).toArray();
        double[] shown = share.shown().stream().mapToDouble(x -> x).toArray();
        double error = Math.sqrt(ClusteredValue.of(share.share(), moves, shown).variance());

        assertThat(share.moves().stream().mapToDouble(x -> x).sum()).isCloseTo(0, within(1e-10));
        assertThat(error / jackknife).isBetween(.96, 1.04);
    }

    /** Some 10,000 labels of days that are alike: the nowcast of each day adds up to the same share. */
    @Test
    void theShareIsNearThatOfTheNowcastOfDays() {
        List<DelayTriangle> clusters = arm(new Random(9), 150, 8);
        DelayTriangle all = clusters.stream().reduce(DelayTriangle::merge).orElseThrow();
        double share = DelayedLabels.within(LONGEST)
                .share(clusters, AS_OF)
                .orElseThrow()
                .share();
        double ofDays = DelayedLabels.within(LONGEST)
                .estimate(all, AS_OF)
                .share(FIRST, AS_OF)
                .value()
                .getAsDouble();

        assertThat(share).isCloseTo(ofDays, within(.003));
        assertThat(share).isCloseTo(.2, within(.01));
    }

    /** Where all labels have come nothing is foreseen: both ways are the ratio of the totals. */
    @Test
    void matureArmsAreComparedAsTheyAre() {
        Random random = new Random(5);
        List<DelayTriangle> control = arm(random, 10, 8);
        List<DelayTriangle> treatment = arm(random, 12, 3);
        LocalDate later = AS_OF.plusDays(60);
        Effect nowcast = NOWCAST.difference(control, treatment, later);
        Effect plain = NOWCAST.differenceAtAge(control, treatment, LONGEST, later);

        assertThat(nowcast.value().getAsDouble()).isCloseTo(plain.value().getAsDouble(), within(1e-12));
        assertThat(nowcast.standardError().getAsDouble())
                .isCloseTo(plain.standardError().getAsDouble(), within(1e-12));
        assertThat(NOWCAST.maturedShare(control, later).getAsDouble()).isCloseTo(1, within(1e-12));
    }

    /**
     * A treatment that only speeds appeals up, from 8 days on average to 3, in 20 channels an arm. Labels so far over
     * cases call a difference in most tests; the nowcast and the comparison at the longest delay call 5%.
     */
    @Test
    void fasterAppealsAreNoMoreAppeals() {
        Random random = new Random(6);
        int rounds = 120;
        int raw = 0;
        int nowcast = 0;
        int equalAge = 0;
        for (int round = 0; round < rounds; round++) {
            double[][] soFar = new double[4][20];
            List<DelayTriangle> control = arm(random, 20, 8, soFar[0], soFar[1]);
            List<DelayTriangle> treatment = arm(random, 20, 3, soFar[2], soFar[3]);
            raw += isCalled(ClusteredValue.ofRatio(soFar[2], soFar[3])
                    .less(ClusteredValue.ofRatio(soFar[0], soFar[1]), Hypothesis.NO_DIFFERENCE, "raw"));
            nowcast += isCalled(NOWCAST.difference(control, treatment, AS_OF));
            equalAge += isCalled(NOWCAST.differenceAtAge(control, treatment, LONGEST, AS_OF));
            assertThat(NOWCAST.maturedShare(control, AS_OF).getAsDouble())
                    .isLessThan(NOWCAST.maturedShare(treatment, AS_OF).getAsDouble());
        }

        assertThat((double) raw / rounds).isGreaterThan(.5);
        assertThat((double) nowcast / rounds).isBetween(.01, .1);
        assertThat((double) equalAge / rounds).isBetween(.01, .1);
    }

    private static int isCalled(Effect effect) {
        return effect.pValue().getAsDouble() < .05 ? 1 : 0;
    }

    /** At an age at which many labels are still to come the faster arm has more of them, too. */
    @Test
    void aYoungAgeComparesSpeedAsWell() {
        Random random = new Random(7);
        List<DelayTriangle> control = arm(random, 30, 8);
        List<DelayTriangle> treatment = arm(random, 30, 3);

        assertThat(NOWCAST.differenceAtAge(control, treatment, 3, AS_OF).value().getAsDouble())
                .isGreaterThan(.05);
    }

    /**
     * Channels of 3 to 12 cases a day, of which about a fifth get a label after a delay with a mean, at most the
     * longest.
     */
    private static List<DelayTriangle> arm(Random random, int channels, double meanDelay) {
        return arm(random, channels, meanDelay, new double[channels], new double[channels]);
    }

    /** The same, which counts the labels that have come by the day, and the cases, of each channel. */
    private static List<DelayTriangle> arm(
            Random random, int channels, double meanDelay, double[] labelsSoFar, double[] casesSoFar) {
        List<DelayTriangle> arm = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            double share = .2 + .08 * (random.nextDouble() - .5);
            int cases = 3 + random.nextInt(10);
            DelayTriangle.Builder builder = DelayTriangle.builder();
            for (int day = 0; day < DAYS; day++) {
                builder.addCases(FIRST.plusDays(day), cases);
                casesSoFar[channel] += cases;
                for (int i = 0; i < cases; i++) {
                    if (random.nextDouble() < share) {
                        int delay = Math.min(LONGEST, (int) (-meanDelay * Math.log(1 - random.nextDouble())));
                        builder.addLabels(FIRST.plusDays(day), delay, 1);
                        labelsSoFar[channel] += day + delay < DAYS ? 1 : 0;
                    }
                }
            }
            arm.add(builder.build());
        }
        return arm;
    }

    @Test
    void whatIsNotOldEnoughHasNoEffect() {
        List<DelayTriangle> arm = arm(new Random(8), 3, 8);
        LocalDate early = FIRST.plusDays(10);

        assertThat(NOWCAST.difference(arm, arm, early).value()).isEmpty();
        assertThat(NOWCAST.maturedShare(arm, early)).isEmpty();
        assertThat(NOWCAST.differenceAtAge(arm, arm, LONGEST, early).value()).isEmpty();
        assertThat(NOWCAST.difference(arm, arm, AS_OF).value()).hasValue(0);
        assertThatThrownBy(() -> NOWCAST.differenceAtAge(arm, arm, 26, AS_OF))
                .hasMessageContaining("an age of 26 days");
        assertThatThrownBy(() -> NOWCAST.difference(arm.subList(0, 1), arm, AS_OF))
                .hasMessageContaining("there must be two clusters");
        assertThatThrownBy(() -> ArmNowcast.within(0)).hasMessageContaining("1 day or more");
    }
}
