package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.RaidBursts.Newcomer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaidBurstsTest {
    private static final Instant START = Instant.parse("2026-03-02T20:00:00Z");

    private final List<Newcomer> came = new ArrayList<>();

    @Test
    void twentyNewcomersOfWhomSixteenAreHostileAreARaidAndNineteenAreNot() {
        come(0, 15, 30, true);
        come(450, 4, 30, false);
        assertThat(sizes()).isEmpty();

        come(599, 1, 0, true);
        assertThat(sizes()).containsExactly(20);
    }

    /** Of 20 at least 16, of 50 at least 31, of 400 half: by the binomial's tail at three in ten. */
    @ParameterizedTest
    @CsvSource({"20, 16", "50, 31", "100, 51", "400, 200"})
    void theMoreComeTheSmallerTheShareThatChanceDoesNotExplain(int accounts, int hostile) {
        come(0, hostile, 1, true);
        come(hostile, accounts - hostile, 1, false);
        assertThat(sizes()).containsExactly(accounts);

        came.clear();
        come(0, hostile - 1, 1, true);
        come(hostile - 1, accounts - hostile + 1, 1, false);
        assertThat(sizes()).isEmpty();
    }

    /** Thousands of ordinary newcomers, one in five of them in a bad mood. */
    @Test
    void anOrdinaryMonthHasNoRaid() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            came.add(new Newcomer(START.plusSeconds(25L * i), "account" + i, random.nextInt(5) == 0));
        }

        assertThat(sizes()).isEmpty();
    }

    @Test
    void aFriendlyRaidOfHundredsIsNone() {
        come(0, 300, 1, false);
        come(0, 100, 3, true);

        assertThat(sizes()).isEmpty();
    }

    @Test
    void twentyInMoreThanTenMinutesAreNone() {
        come(0, 20, 32, true);

        assertThat(sizes()).isEmpty();
    }

    @Test
    void whoComesWhileItLastsBelongsToItAndWhoComesLaterDoesNot() {
        come(0, 60, 20, true);
        come(3 * 3600, 1, 0, true);

        // One every 20 seconds for 20 minutes: thirty in any ten minutes.
        assertThat(sizes()).containsExactly(60);
    }

    @Test
    void raidsHoursApartAreTwo() {
        come(0, 25, 10, true);
        come(3 * 3600, 30, 10, true);

        assertThat(sizes()).containsExactly(25, 30);
    }

    @Test
    void theOrderInWhichTheyAreGivenChangesNothing() {
        come(0, 40, 20, true);
        come(5, 20, 30, false);
        List<List<Newcomer>> raids = RaidBursts.of(came);
        Collections.shuffle(came, new Random(4));

        assertThat(raids).hasSize(1);
        assertThat(RaidBursts.of(came)).isEqualTo(raids);
    }

    private void come(int after, int accounts, int every, boolean isHostile) {
        for (int i = 0; i < accounts; i++) {
            came.add(new Newcomer(START.plusSeconds(after + (long) i * every), "account" + came.size(), isHostile));
        }
    }

    private List<Integer> sizes() {
        return RaidBursts.of(came).stream().map(List::size).toList();
    }
}
