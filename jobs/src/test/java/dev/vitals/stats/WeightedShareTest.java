package dev.vitals.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.vitals.stats.Estimate.Reading;
import dev.vitals.stats.WeightedShare.State;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightedShareTest {
    private static final WeightedShare HAJEK = WeightedShare.withDefaults();

    @Test
    void aWeightedShareIsWorkedByHand() {
        // Weights 1, 1, 2, 4 with the first and the third positive: p = 3/8.
        State state = positive(1).merge(negative(1)).merge(positive(2)).merge(negative(4));
        Estimate share = HAJEK.estimate(state);

        assertThat(share.value()).hasValue(.375);
        // sum w^2 (y-p)^2 = (1 + 4) * .625^2 + (1 + 16) * .375^2 = 4.34375; times 4/3, root, over 8.
        double error = Math.sqrt(4.34375 * 4 / 3) / 8;
        assertThat(share.standardError().orElseThrow()).isCloseTo(error, within(1e-15));
        // Log-odds ln(.6) -+ t error / (.375 * .625), t with 3 degrees of freedom 3.182446305.
        double half = 3.182446305284263 * error / (.375 * .625);
        assertThat(share.lower().orElseThrow()).isCloseTo(1 / (1 + Math.exp(-Math.log(.6) + half)), within(1e-12));
        assertThat(share.upper().orElseThrow()).isCloseTo(1 / (1 + Math.exp(-Math.log(.6) - half)), within(1e-12));
    }

    @Test
    void withEqualWeightsItIsTheShareWithVarianceDivisorNMinusOne() {
        State state = State.EMPTY;
        for (int i = 0; i < 50; i++) {
            state = state.merge(i < 20 ? positive(7) : negative(7));
        }
        Estimate share = HAJEK.estimate(state);

        assertThat(share.value()).hasValue(.4);
        assertThat(share.standardError().orElseThrow()).isCloseTo(Math.sqrt(.4 * .6 / 49), within(1e-15));
        assertThat(state.effectiveSize()).isEqualTo(50);
    }

    @Test
    void weightsMatterOnlyInProportion() {
        Random random = new Random(17);
        State small = State.EMPTY;
        State large = State.EMPTY;
        for (int i = 0; i < 100; i++) {
            int weight = 1 + random.nextInt(20);
            boolean isPositive = random.nextInt(3) == 0;
            small = small.merge(isPositive ? positive(weight) : negative(weight));
            large = large.merge(isPositive ? positive(1000 * weight) : negative(1000 * weight));
        }
        assertThat(HAJEK.estimate(large).lower().orElseThrow())
                .isCloseTo(HAJEK.estimate(small).lower().orElseThrow(), within(1e-14));
        assertThat(HAJEK.estimate(large).upper().orElseThrow())
                .isCloseTo(HAJEK.estimate(small).upper().orElseThrow(), within(1e-14));
    }

    @Test
    void noPositivesAreAnUpperBoundWithTheEffectiveSize() {
        // Weights 1, 1, 2, 4: 8^2 / 22 = 2.909 members' worth. 1 - .025^(1/2.909) = .71864.
        State state = negative(1).merge(negative(1)).merge(negative(2)).merge(negative(4));
        Estimate none = HAJEK.estimate(state);

        assertThat(none.reading()).isEqualTo(Reading.AT_MOST);
        assertThat(none.value()).hasValue(0);
        assertThat(none.upper().orElseThrow()).isCloseTo(1 - Math.pow(.025, 22 / 64.0), within(1e-14));
        Estimate equal = HAJEK.estimate(negative(3).merge(negative(3)));
        assertThat(equal.upper())
                .isEqualTo(ClopperPearson.withDefaults().estimate(0, 2).upper());
    }

    @Test
    void onlyPositivesAreALowerBound() {
        Estimate all =
                HAJEK.estimate(positive(1).merge(positive(1)).merge(positive(2)).merge(positive(4)));

        assertThat(all.reading()).isEqualTo(Reading.AT_LEAST);
        assertThat(all.lower().orElseThrow()).isCloseTo(Math.pow(.025, 22 / 64.0), within(1e-14));
        assertThat(all.upper()).hasValue(1);
    }

    @Test
    void noMembersGiveNoData() {
        assertThat(HAJEK.estimate(State.EMPTY).reading()).isEqualTo(Reading.NO_DATA);
        assertThat(State.EMPTY.effectiveSize()).isZero();
    }

    /**
     * A population of 30 % positives in a half sampled at 1 in 20 and 6 % in a half sampled at 1 in 4: 18 % in all. Of
     * 2,000 samples of 600 + 600 the 95 % intervals must miss at a rate that a binomial count of 2,000 allows:
     * 1,900 -+ 3.3 * 9.7 = 1,868 to 1,932. Unweighted, the share would be about 10 %.
     */
    @Test
    void theIntervalsCoverTheTruthAtTheNominalRate() {
        Random random = new Random(18);
        int covered = 0;
        for (int round = 0; round < 2000; round++) {
            State state = State.EMPTY;
            for (int i = 0; i < 600; i++) {
                // A member of either half enters with its own probability: 1/6 of the sample from the rare half.
                boolean rare = random.nextInt(6) == 0;
                boolean isPositive = random.nextDouble() < (rare ? .30 : .06);
                int weight = rare ? 20 : 4;
                state = state.merge(isPositive ? positive(weight) : negative(weight));
            }
            Estimate share = HAJEK.estimate(state);
            boolean inside = share.lower().orElseThrow() <= .18 && share.upper().orElseThrow() >= .18;
            covered += inside ? 1 : 0;
        }
        assertThat(covered).isBetween(1868, 1932);
    }

    @Test
    void impossibleStatesAreRefused() {
        BigDecimal one = BigDecimal.ONE;
        BigDecimal zero = BigDecimal.ZERO;
        assertThatThrownBy(() -> new State(2, 3, one, one, one, one)).hasMessageContaining("3 positives of 2");
        assertThatThrownBy(() -> new State(2, 1, one, zero, one, zero))
                .hasMessageContaining("1 positives of 2 members cannot have weights of 0 in 1");
        assertThatThrownBy(() -> new State(2, 2, one.add(one), one, one, one))
                .hasMessageContaining("weights of 1 in 2");
        assertThatThrownBy(() -> negative(0)).hasMessageContaining("more than 0");
        assertThatThrownBy(() -> negative(-1)).hasMessageContaining("weights are 1 / inclusion probability");
    }

    private static State positive(long weight) {
        return State.ofPositive(BigDecimal.valueOf(weight));
    }

    private static State negative(long weight) {
        return State.ofNegative(BigDecimal.valueOf(weight));
    }
}
