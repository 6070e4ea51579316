package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nights to which nothing comes: in between, at the end, several in a row, and such that see what came before its day. */
class QuietNightsTest {
    private static final LocalDate FIRST = SmallWorld.FIRST;

    /** A Monday: the week before is over. */
    private static final LocalDate LAST = FIRST.plusDays(7);

    @TempDir
    private static Path shared;

    private static SmallWorld world;

    /** The logs of the second day never come, those of the fourth come a night early, and those of the fifth late. */
    @BeforeAll
    static void runNightByNight() {
        Path waiting = SmallWorld.generate(shared.resolve("generated"), 5);
        world = new SmallWorld(shared.resolve("world"));
        world.deliver(waiting, FIRST).run(FIRST);
        world.run(FIRST.plusDays(1));
        world.deliver(waiting, FIRST.plusDays(2))
                .deliver(waiting, FIRST.plusDays(3))
                .run(FIRST.plusDays(2));
        world.run(FIRST.plusDays(3));
        world.run(FIRST.plusDays(4));
        world.deliver(waiting, FIRST.plusDays(4)).run(FIRST.plusDays(6));
        world.run(LAST);
    }

    @Test
    void oneBackfillMakesTheSame(@TempDir Path folder) {
        SmallWorld other = new SmallWorld(folder);
        SmallWorld.copyFolder(world.landing(), other.landing());
        other.land(LAST);
        other.backfill(FIRST, LAST);

        Map<String, List<String>> atOnce = other.facts();
        world.facts().forEach((table, rows) -> assertThat(rows).as(table).isEqualTo(atOnce.get(table)));
    }

    @Test
    void verificationFindsNothing() {
        Verification.Outcome outcome = world.verification().everything(shared.toString(), 5);

        assertThat(outcome.facts()).isEmpty();
        assertThat(outcome.gold()).isEmpty();
        assertThat(outcome.isEqual()).isTrue();
    }

    @Test
    void aQuietNightComputesOnlyWhatChangesByItself() {
        WarehouseRuns.Summary quiet = world.copy(shared.resolve("one-more")).run(LAST.plusDays(1));

        assertThat(quiet.changedDays().get("silver.report_backlog")).containsExactly(LAST.plusDays(1));
        assertThat(quiet.changedDays().get("silver.report_case")).isEmpty();
        assertThat(quiet.changedDays().get("silver.channel_day")).isEmpty();
    }
}
