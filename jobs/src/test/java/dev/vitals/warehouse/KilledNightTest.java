package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.LauncherProcess;
import dev.vitals.testing.SmallWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A night that is killed at any point and run again leaves the tables of an undisturbed one. */
class KilledNightTest {
    private static final int DAYS = 2;
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate LAST = FIRST.plusDays(DAYS - 1);

    @TempDir
    private static Path shared;

    private static Path waiting;
    private static Map<String, List<String>> undisturbed;
    private static List<String> undisturbedMoves;
    private static long undisturbedEvents;

    @BeforeAll
    static void runUndisturbed() {
        waiting = SmallWorld.generate(shared.resolve("generated"), DAYS);
        SmallWorld world = new SmallWorld(shared.resolve("undisturbed"));
        deliverAllButLastNight(world);
        world.deliver(waiting, LAST).run(LAST);
        undisturbed = world.facts();
        undisturbedMoves = moves(world);
        undisturbedEvents = world.table("bronze.chat_message").count();
    }

    private static void deliverAllButLastNight(SmallWorld world) {
        FIRST.datesUntil(LAST).forEach(night -> world.deliver(waiting, night));
        world.run(LAST.minusDays(1));
    }

    private static List<String> moves(SmallWorld world) {
        return world.values(
                "ops.restatement", "as_of_date", "kpi", "date", "slice_key", "estimate", "old_value", "new_value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bronze/report_event", "silver/report_case", "gold/kpi_daily"})
    void aNightKilledAfterTheCommitOfATableIsMadeGoodByTheNext(String table, @TempDir Path folder) throws IOException {
        SmallWorld world = new SmallWorld(folder);
        deliverAllButLastNight(world);
        world.deliver(waiting, LAST);

        boolean wasKilled = LauncherProcess.run(world.landing(), folder.resolve("warehouse"), LAST)
                .killOnNextCommit(folder.resolve("warehouse").resolve(table));
        world.run(LAST);

        assertThat(wasKilled || !table.startsWith("bronze"))
                .as("killed after a commit of " + table)
                .isTrue();
        Map<String, List<String>> recovered = world.facts();
        undisturbed.forEach(
                (name, rows) -> assertThat(recovered.get(name)).as(name).isEqualTo(rows));
        assertThat(moves(world)).isEqualTo(undisturbedMoves);
        assertThat(world.table("bronze.chat_message").count()).isEqualTo(undisturbedEvents);
        assertThat(world.table("ops.ingest_file")
                        .groupBy("file_id")
                        .count()
                        .filter("count > 1")
                        .count())
                .isZero();
    }
}
