package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PreferentialBonferroniTest {
    private static final PreferentialBonferroni TEST = PreferentialBonferroni.withDefaults();

    /** Eppo's formula: two treatments, three metrics, gamma .6 of .05: .6 .05 / 2 = .015, and .4 .05 / (2 2) = .005. */
    @Test
    void levelsByEppo() {
        double[] levels = TEST.withPreference(.6).levels(.05, i -> i % 3 == 0, 6);

        assertThat(levels).containsExactly(new double[] {.015, .005, .005, .015, .005, .005}, within(1e-15));
    }

    /** A test is called at .05 exactly where its p-value is at most its level. */
    @Test
    void adjustedValuesAreCalledAsTheLevelsSay() {
        double[] adjusted = TEST.withPreference(.6).adjust(i -> i % 3 == 0, .015, .005, .006, .016, Double.NaN, .9);

        assertThat(adjusted).containsExactly(new double[] {.05, .05, .06, .16 / 3, Double.NaN, 1}, within(1e-15));
    }

    @Test
    void withOneKindOfTestItIsBonferroni() {
        double[] expected = FamilyWise.BONFERRONI.adjust(.01, .02, .4);

        assertThat(TEST.adjust(i -> true, .01, .02, .4)).containsExactly(expected, within(1e-15));
        assertThat(TEST.adjust(i -> false, .01, .02, .4)).containsExactly(expected, within(1e-15));
        assertThat(TEST.adjust(i -> true)).isEmpty();
    }

    @Test
    void whatIsNoShareIsRefused() {
        assertThatThrownBy(() -> TEST.withPreference(1)).hasMessageContaining("preference of 1.0");
        assertThatThrownBy(() -> TEST.levels(0, i -> true, 2)).hasMessageContaining("alpha of 0.0");
        assertThatThrownBy(() -> TEST.adjust(i -> true, 2)).hasMessageContaining("p-value 2.0");
    }
}
