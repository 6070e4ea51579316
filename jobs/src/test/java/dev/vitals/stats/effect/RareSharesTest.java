package dev.vitals.stats.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RareSharesTest {
    /** T1: tea-tasting, test_proportion.py, 19 of 53 and 13 of 47; SciPy gave the value. */
    @Test
    void aPublishedTable() {
        assertThat(RareShares.pValue(Alternative.TWO_SIDED, 19, 53, 13, 47))
                .isCloseTo(.3999948918153569, within(5e-16));
    }

    /** Fisher's lady: of eight cups she named all four of each kind; one in 70 by chance, and as much the other way. */
    @Test
    void theLadyTastingTea() {
        assertThat(RareShares.pValue(Alternative.TWO_SIDED, 4, 4, 0, 4)).isCloseTo(2 / 70.0, within(1e-12));
    }

    @Test
    void nothingFoundAnywhereIsNoDifference() {
        assertThat(RareShares.pValue(Alternative.TWO_SIDED, 0, 100, 0, 90)).isEqualTo(1);
    }

    @Test
    void fewerThanFiveInACellAreRare() {
        assertThat(RareShares.areRare(5, 1000, 5, 1000)).isFalse();
        assertThat(RareShares.areRare(4, 1000, 5, 1000)).isTrue();
        assertThat(RareShares.areRare(996, 1000, 995, 1000)).isTrue();
        assertThat(RareShares.areRare(100, 1000, 1, 20)).isTrue();
    }

    /** Of 4 of 4 against 0 of 4 one table of 70 is as far on one side, and all are at least as far on the other. */
    @Test
    void oneSideIsThatOfTheSecondShare() {
        assertThat(RareShares.pValue(Alternative.LESS, 4, 4, 0, 4)).isCloseTo(1 / 70.0, within(1e-12));
        assertThat(RareShares.pValue(Alternative.GREATER, 4, 4, 0, 4)).isCloseTo(1, within(1e-12));
    }
}
