package dev.vitals.job.refine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.refine.Tellings.Sanction;
import dev.vitals.job.refine.Tellings.Telling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TellingsTest {
    private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void oneBanToldByThreeLogsIsOneSanctionOfTheActor() {
        List<Sanction> sanctions = Tellings.merge(List.of(
                telling(0, "CLEARCHAT", null, null),
                telling(300, "channel.ban", "mod", null),
                telling(900, "channel.moderate", "mod", "harassment")));

        assertThat(sanctions).hasSize(1);
        Sanction ban = sanctions.get(0);
        assertThat(ban.telling().logType())
                .as("the earlier of those that name the actor")
                .isEqualTo("channel.ban");
        assertThat(ban.telling().at()).isEqualTo(START.plusMillis(300));
        assertThat(ban.telling().policy()).as("taken from the other log").isEqualTo("harassment");
        assertThat(ban.toldAs()).containsExactly("a0", "a300", "a900");
    }

    @Test
    void fiveSecondsApartIsTheSameAndMoreIsNot() {
        assertThat(Tellings.merge(
                        List.of(telling(0, "CLEARCHAT", null, null), telling(5000, "channel.ban", "mod", null))))
                .hasSize(1);
        assertThat(Tellings.merge(
                        List.of(telling(0, "CLEARCHAT", null, null), telling(5001, "channel.ban", "mod", null))))
                .hasSize(2);
    }

    @Test
    void twoTimeoutsOfOneLogAreTwoSanctionsHoweverClose() {
        assertThat(Tellings.merge(List.of(
                        telling(0, "channel.moderate", "mod", null), telling(1000, "channel.moderate", "mod", null))))
                .hasSize(2);
    }

    @Test
    void twoQuickTimeoutsEachToldTwiceAreTwoSanctions() {
        List<Sanction> sanctions = Tellings.merge(List.of(
                telling(0, "channel.moderate", "mod", null),
                telling(100, "CLEARCHAT", null, null),
                telling(3000, "channel.moderate", "mod", null),
                telling(3100, "CLEARCHAT", null, null)));

        assertThat(sanctions)
                .extracting(sanction -> sanction.telling().actionId())
                .containsExactly("a0", "a3000");
    }

    @Test
    void anActionIdWithinADayIsTheSameSanctionWhateverTheLog() {
        Telling first = telling(0, "vitals", "mod", null);
        Telling again = new Telling(
                START.plusSeconds(3600),
                "later",
                "a0",
                "ban",
                "vitals",
                "mod",
                "human",
                null,
                "user",
                "channel",
                null,
                null,
                null,
                null,
                null,
                null);

        assertThat(Tellings.merge(List.of(first, again))).containsExactly(new Sanction(first, List.of("a0")));
    }

    @Test
    void theOrderOfTheLinesDoesNotMatter() {
        Random random = new Random(5);
        String[] logs = {"channel.moderate", "channel.ban", "CLEARCHAT"};
        for (int round = 0; round < 200; round++) {
            List<Telling> tellings = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                int at = random.nextInt(40) * 500;
                tellings.add(telling(at * 100 + i, logs[random.nextInt(3)], random.nextBoolean() ? "mod" : null, null));
            }
            List<Sanction> sanctions = Tellings.merge(tellings);
            Collections.shuffle(tellings, random);

            assertThat(Tellings.merge(tellings)).isEqualTo(sanctions);
            assertThat(sanctions).isNotEmpty();
        }
    }

    private static Telling telling(int millis, String log, String actor, String policy) {
        return new Telling(
                START.plusMillis(millis),
                "e" + millis,
                "a" + millis,
                "ban",
                log,
                actor,
                actor == null ? null : "human",
                null,
                "user",
                "channel",
                null,
                policy,
                null,
                null,
                null,
                null);
    }
}
