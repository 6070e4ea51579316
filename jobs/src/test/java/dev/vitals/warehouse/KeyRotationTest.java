package dev.vitals.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A warehouse that was taken to a key of two secrets is the one that was filled with that key. */
@ExtendWith(SparkSessions.class)
class KeyRotationTest {
    private static final LocalDate LAST = SmallWorld.FIRST;
    private static final String TWO = SmallWorld.KEY + "\nanother secret for tests";

    @TempDir
    private static Path folder;

    private static SmallWorld filled;
    private static Map<String, List<String>> facts;
    private static Map<String, List<String>> landed;

    @BeforeAll
    static void fillBoth() {
        Path waiting = SmallWorld.generate(folder.resolve("generated"), 1);
        filled = nights(world("filled"), waiting);
        SmallWorld other = nights(world("other").withKey(TWO), waiting);
        facts = other.facts();
        landed = other.landed();
    }

    private static SmallWorld world(String name) {
        return SmallWorld.of(folder.resolve(name), "silver.channel_day", "silver.report_case")
                .withKpis("chatters", "reports_received");
    }

    private static SmallWorld nights(SmallWorld world, Path waiting) {
        for (LocalDate day = SmallWorld.FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            world.deliver(waiting, day).run(day);
        }
        return world;
    }

    private static SmallWorld copy() throws IOException {
        Path own = Files.createTempDirectory(folder, "world");
        Files.delete(own);
        return filled.copy(own);
    }

    private static KeyRotation.Rotated rotate(SmallWorld world, String key) {
        return rotate(world, key, Progress.SILENT, world.runs()::backfillWhole);
    }

    private static KeyRotation.Rotated rotate(
            SmallWorld world, String key, Progress progress, BiConsumer<LocalDate, LocalDate> backfill) {
        return new KeyRotation(world.warehouse(), key.getBytes(StandardCharsets.UTF_8), Clock.systemUTC(), progress)
                .rotate(backfill);
    }

    private static void assertThatItIsRotated(SmallWorld world) {
        assertThatEqual(world.landed(), landed);
        assertThatEqual(world.facts(), facts);
        assertThat(world.warehouse().published("gold.kpi_daily"))
                .hasValue(world.warehouse().version("gold.kpi_daily"));
    }

    private static void assertThatEqual(Map<String, List<String>> actual, Map<String, List<String>> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (table, rows) -> assertThat(actual.get(table)).as(table).containsExactlyInAnyOrderElementsOf(rows));
    }

    @Test
    void everyRowIsThatOfTheNewKey() throws IOException {
        SmallWorld world = copy();
        assertThat(world.landed()).isNotEqualTo(landed);

        KeyRotation.Rotated rotated = rotate(world, TWO);

        assertThatItIsRotated(world);
        assertThat(rotated.rows()).isPositive();
        assertThatThrownBy(() -> world.run(LAST.plusDays(1))).hasMessageContaining("The pseudonym key is not the one");
        world.withKey(TWO).run(LAST.plusDays(1));
        assertThatThrownBy(() -> rotate(world, TWO)).hasMessageContaining("to this key already");
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static Progress killingAt(int step) {
        int[] left = {step};
        return (stage, done, total) -> {
            if (--left[0] == 0) {
                throw new Killed();
            }
        };
    }

    /** Stopped between tables, then before days are computed anew; no night runs until it has ended. */
    @Test
    void anInterruptedRotationGoesOn() throws IOException {
        SmallWorld world = copy();
        BiConsumer<LocalDate, LocalDate> killed = (from, to) -> {
            throw new Killed();
        };
        assertThatThrownBy(() -> rotate(world, TWO, killingAt(4), killed)).isInstanceOf(Killed.class);
        assertThatNoNightRuns(world);

        assertThatThrownBy(() -> rotate(world, TWO, Progress.SILENT, killed)).isInstanceOf(Killed.class);
        assertThatNoNightRuns(world);

        rotate(world, TWO);
        assertThatItIsRotated(world);
    }

    private static void assertThatNoNightRuns(SmallWorld world) {
        assertThatThrownBy(() -> world.withKey(TWO).run(LAST.plusDays(1)))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("./vitals rotate-key");
    }

    @Test
    void aKeyThatIsNotTheOldOneWithALineMoreIsRefused() throws IOException {
        SmallWorld world = copy();

        assertThatThrownBy(() -> rotate(world, SmallWorld.KEY))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("has one secret alone");
        assertThatThrownBy(() -> rotate(world, "some other secret for tests\nand one more of these"))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("Without its last line the pseudonym key is not the one");
    }
}
