package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.effect.PostStratification.Arms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PostStratificationTest {
    private static final Hypothesis NONE = Hypothesis.NO_DIFFERENCE;

    /** V8: GrowthBook, test_post_strat.py. */
    private static final List<Arms> STRATA = List.of(
            arms(21, 330.0696210595999, 5377.811252605509, 42, 708.1220000911836, 12249.255519049513),
            arms(65, 1391.96628040659, 30546.63404187155, 75, 1807.4703052657744, 45000.287664918586),
            arms(102, 2916.824124651419, 86396.06886690554, 101, 3104.5399914554023, 98365.40553530994),
            arms(151, 5172.587929941052, 182453.04528037464, 121, 4613.696610070716, 180520.64781229294),
            arms(160, 6539.348445231273, 274981.98909352464, 162, 7431.953259880505, 349244.6690736718));

    private static Arms arms(
            long n, double sum, double squares, long treated, double treatedSum, double treatedSquares) {
        return new Arms(
                CoMoments.ofSums(n, new double[] {sum}, squares),
                CoMoments.ofSums(treated, new double[] {treatedSum}, treatedSquares));
    }

    /** V8: GrowthBook, test_post_strat.py; the difference without strata was computed apart. */
    @Test
    void meansOfGrowthBook() {
        PostStratification strata = PostStratification.ofMeans(STRATA);

        assertThat(strata.difference(NONE).value().getAsDouble()).isCloseTo(3.548094377986586, within(1e-14));
        assertThat(strata.difference(NONE).standardError().getAsDouble()).isCloseTo(.37634374823059685, within(1e-14));
        assertThat(strata.lift(NONE).value().getAsDouble()).isCloseTo(.10994584851937336, within(1e-15));
        assertThat(strata.lift(NONE).standardError().getAsDouble()).isCloseTo(.012225394656480164, within(1e-15));
        CoMoments control = STRATA.stream().map(Arms::control).reduce(CoMoments.none(1), CoMoments::merge);
        CoMoments treatment = STRATA.stream().map(Arms::treatment).reduce(CoMoments.none(1), CoMoments::merge);
        Effect pooled = WelchTest.withDefaults().difference(control.sample(0), treatment.sample(0));
        assertThat(pooled.value().getAsDouble()).isCloseTo(2.493915192, within(5e-10));
        assertThat(pooled.standardError().getAsDouble()).isCloseTo(.652974042, within(5e-10));
    }

    @Test
    void tooSmallStrataAreJoined() {
        List<Arms> strata = new ArrayList<>(STRATA);
        strata.add(arms(1, 12, 144, 30, 400, 6000));

        assertThat(PostStratification.ofMeans(strata).strata()).isEqualTo(5);
        List<Arms> joined = new ArrayList<>(STRATA.subList(1, 5));
        Arms smallest = STRATA.get(0);
        Arms small = strata.get(5);
        joined.add(new Arms(
                smallest.control().merge(small.control()), smallest.treatment().merge(small.treatment())));
        assertThat(PostStratification.ofMeans(strata).difference(NONE).value().getAsDouble())
                .isCloseTo(
                        PostStratification.ofMeans(joined)
                                .difference(NONE)
                                .value()
                                .getAsDouble(),
                        within(1e-12));
        assertThatThrownBy(() -> PostStratification.ofMeans(List.of(arms(1, 12, 144, 30, 400, 6000))))
                .hasMessageContaining("arms of 1 and 30 units in all strata are too few");
        assertThatThrownBy(() -> PostStratification.ofMeans(List.of())).hasMessageContaining("no strata");
    }

    /** A known effect in two strata: limits of every kind hold it as often as they say, those with a past are the shortest. */
    @Test
    void limitsHoldAKnownEffect() {
        Random random = new Random(9);
        int rounds = 800;
        int[] held = new int[3];
        double[] length = new double[3];
        for (int round = 0; round < rounds; round++) {
            List<Arms> strata = List.of(stratum(random, 120, 10), stratum(random, 80, 20));
            List<Effect> effects = List.of(
                    PostStratification.ofMeans(strata).difference(NONE),
                    PostStratification.ofAdjustedMeans(strata).difference(NONE),
                    PostStratification.ofAdjustedMeans(strata).lift(NONE));
            for (int i = 0; i < 3; i++) {
                double truth = i < 2 ? 1 : 1 / 14.0;
                Effect effect = effects.get(i);
                held[i] +=
                        effect.lower().getAsDouble() <= truth && effect.upper().getAsDouble() >= truth ? 1 : 0;
                length[i] += effect.upper().getAsDouble() - effect.lower().getAsDouble();
            }
        }
        for (int each : held) {
            assertThat((double) each / rounds).isBetween(.93, .97);
        }
        assertThat(length[1]).isLessThan(.8 * length[0]);
    }

    /** Units of a stratum fall into it, and into its arms, by chance. */
    private static Arms stratum(Random random, int units, double mean) {
        CoMoments.Accumulator control = new CoMoments.Accumulator(2);
        CoMoments.Accumulator treatment = new CoMoments.Accumulator(2);
        int found = 0;
        for (int i = 0; i < 200; i++) {
            found += random.nextInt(200) < units ? 1 : 0;
        }
        for (int i = 0; i < found; i++) {
            boolean isTreated = random.nextBoolean();
            double past = mean + random.nextGaussian();
            (isTreated ? treatment : control).add(past + random.nextGaussian() + (isTreated ? 1 : 0), past);
        }
        return new Arms(control.state(), treatment.state());
    }

    @Test
    void ratiosOfOneStratumAreThoseWithoutStrata() {
        CoMoments a = CoMoments.ofSums(100, new double[] {300, 900}, 1200, 2900, 9000);
        CoMoments b = CoMoments.ofSums(90, new double[] {310, 850}, 1300, 3100, 8600);

        Effect strata = PostStratification.ofRatios(List.of(new Arms(a, b))).lift(NONE);
        Effect plain = Cuped.ofRatios(a, b).lift(NONE);

        assertThat(strata.value().getAsDouble()).isCloseTo(plain.value().getAsDouble(), within(1e-12));
        assertThat(strata.standardError().getAsDouble())
                .isCloseTo(plain.standardError().getAsDouble(), within(1e-12));
    }

    @Test
    void aRatioOverNothingIsNone() {
        CoMoments nothing = CoMoments.ofSums(100, new double[] {300, 0}, 1200, 0, 0);
        CoMoments b = CoMoments.ofSums(90, new double[] {310, 850}, 1300, 3100, 8600);
        for (Arms arms : List.of(new Arms(nothing, b), new Arms(b, nothing))) {
            assertThat(PostStratification.ofRatios(List.of(arms))
                            .difference(NONE)
                            .value())
                    .isEmpty();
            assertThat(PostStratification.ofRatios(List.of(arms)).lift(NONE).value())
                    .isEmpty();
        }
        assertThatThrownBy(() -> Cuped.ofRatios(nothing, b)).hasMessageContaining("value 1, a denominator, is 0");
    }
}
