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

/** The same events give the same tables, whatever way they take into the warehouse. */
class NightsTest {
    private static final int DAYS = 8;
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1);

    @TempDir
    private static Path shared;

    private static Path waiting;
    private static Map<String, List<String>> nightByNight;
    private static SmallWorld world;

    @BeforeAll
    static void runNightByNight() {
        waiting = SmallWorld.generate(shared.resolve("generated"), DAYS);
        world = new SmallWorld(shared.resolve("night-by-night"));
        for (LocalDate night = FIRST; !night.isAfter(LAST); night = night.plusDays(1)) {
            world.deliver(waiting, night).run(night);
        }
        nightByNight = world.facts();
    }

    private static void assertSameFacts(Map<String, List<String>> actual) {
        nightByNight.forEach(
                (table, rows) -> assertThat(actual.get(table)).as(table).isEqualTo(rows));
    }

    @Test
    void everyTableHasRows() {
        assertThat(nightByNight)
                .allSatisfy((table, rows) -> assertThat(rows).as(table).isNotEmpty());
    }

    @Test
    void theSameNightAgainChangesNothing() {
        WarehouseRuns.Summary again = world.run(LAST);

        assertThat(again.isNothingToDo()).isTrue();
        assertSameFacts(world.facts());
    }

    @Test
    void oneBackfillEqualsTheNights(@TempDir Path folder) {
        SmallWorld other = new SmallWorld(folder);
        FIRST.datesUntil(LAST.plusDays(1)).forEach(night -> other.deliver(waiting, night));
        other.land(LAST);

        other.backfill(FIRST, LAST);

        assertSameFacts(other.facts());
    }

    @Test
    void nightsInAnotherOrderEqualTheNights(@TempDir Path folder) {
        SmallWorld other = new SmallWorld(folder);
        for (int day : new int[] {3, 0, 7, 1, 6, 2, 5, 4}) {
            LocalDate night = FIRST.plusDays(day);
            other.deliver(waiting, night).run(night);
        }

        assertSameFacts(other.facts());
    }

    @Test
    void lateEventsLeaveARestatement() {
        assertThat(world.table("ops.restatement")
                        .filter("reason = 'late_event'")
                        .count())
                .as("the community has late files")
                .isPositive();
        assertThat(world.table("ops.restatement").filter("date > as_of_date").count())
                .isZero();
    }

    @Test
    void theRowEquationHoldsForEveryFile() {
        assertThat(world.table("ops.ingest_file")
                        .filter("lines != landed + quarantined + duplicates + ignored")
                        .count())
                .isZero();
        assertThat(world.table("ops.ingest_file").filter("duplicates > 0").count())
                .isPositive();
    }
}
