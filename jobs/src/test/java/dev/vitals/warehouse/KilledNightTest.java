package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.NightProcess;
import dev.vitals.testing.SmallWorld;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night that is killed at any point and run again leaves the tables of an undisturbed one. */
class KilledNightTest {
    private static final LocalDate FIRST = SmallWorld.FIRST;
    private static final LocalDate LAST = FIRST.plusDays(1);

    /** Tables of which a night takes seconds, and with which it does all that a whole one does. */
    private static final String[] TABLES = {"silver.report_case", "silver.channel_day"};

    /**
     * Killed after the first commits of landing, of refining and of measuring: each run begins where the one before was killed, so that whatever a kill leaves behind must be made good to reach the next.
     */
    @Test
    void aNightKilledInEveryPhaseIsMadeGoodByTheNextRun(@TempDir Path folder) throws IOException {
        Path waiting = SmallWorld.generate(folder.resolve("generated"), 2);
        SmallWorld undisturbed = nightBefore(folder.resolve("undisturbed"), waiting);
        SmallWorld killed = undisturbed.copy(folder.resolve("killed"));
        undisturbed.run(LAST);
        Path warehouse = folder.resolve("killed").resolve("warehouse");

        for (String table : List.of("bronze/report_event", "silver/report_case", "gold/kpi_daily")) {
            assertThat(NightProcess.start(folder.resolve("killed"), LAST, TABLES)
                            .killWhen(NightProcess.nextCommitOf(warehouse.resolve(table))))
                    .as("killed after a commit of " + table)
                    .isTrue();
        }
        killed.run(LAST);

        assertSameLines(killed.landed(), undisturbed.landed());
        assertSameLines(killed.facts(), undisturbed.facts());
        assertThat(moves(killed)).isEqualTo(moves(undisturbed)).isNotEmpty();
        String[] equation = {"path", "lines", "landed", "quarantined", "duplicates", "ignored"};
        assertThat(killed.values("ops.ingest_file", equation))
                .isEqualTo(undisturbed.values("ops.ingest_file", equation));
        String[] rejected = {"path", "line_number", "reason", "field", "detail"};
        assertThat(killed.values("ops.quarantine", rejected))
                .isEqualTo(undisturbed.values("ops.quarantine", rejected))
                .hasSize(2);
    }

    private static SmallWorld nightBefore(Path folder, Path waiting) {
        SmallWorld world = SmallWorld.of(folder, TABLES);
        world.deliver(waiting, FIRST).run(FIRST);
        return world.deliver(waiting, LAST).deliver("vitals", LAST + "/bad.ndjson", partlyBad());
    }

    /** Two lines of twelve for quarantine, so that the file is not refused. */
    private static String[] partlyBad() {
        Stream<String> good = IntStream.range(0, 10)
                .mapToObj(i ->
                        "{\"type\":\"chat.message\",\"message_id\":\"good%d\",\"channel_id\":\"7\",\"user_id\":\"9\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"hello\"}"
                                .formatted(i, LAST));
        return Stream.concat(Stream.of("no json", "{\"type\":\"chat.message\"}"), good)
                .toArray(String[]::new);
    }

    private static void assertSameLines(Map<String, List<String>> actual, Map<String, List<String>> expected) {
        expected.forEach(
                (table, lines) -> assertThat(actual.get(table)).as(table).isEqualTo(lines));
    }

    private static List<String> moves(SmallWorld world) {
        return world.values(
                "ops.restatement", "as_of_date", "kpi", "date", "slice_key", "estimate", "old_value", "new_value");
    }
}
