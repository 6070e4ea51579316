package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.SmallWorld;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What readers are shown after a night was taken back, through the launcher. */
class RollbackVerbTest {
    private static final String MESSAGE =
            "{\"type\":\"chat.message\",\"message_id\":\"m%s\",\"channel_id\":\"7\",\"user_id\":\"9\",\"sent_at\":\"%sT10:00:00Z\",\"text\":\"hello\"}";
    private static final String DAYS =
            "SELECT date FROM gold.kpi_daily WHERE kpi = 'chatters' AND slice_key = 'all' ORDER BY date";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void twoNights() {
        SmallWorld world = SmallWorld.of(folder, "silver.channel_day").withKpis("chatters");
        for (LocalDate night = SmallWorld.FIRST;
                night.isBefore(SmallWorld.FIRST.plusDays(2));
                night = night.plusDays(1)) {
            world.deliver("vitals", night + ".ndjson", MESSAGE.formatted(night, night));
            world.run(night);
        }
    }

    private static Launch on(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 1);
        all[words.length] = "--warehouse=" + folder.resolve("warehouse");
        return Launch.of(all);
    }

    @Test
    void queryFollowsWhatWasGoneBackTo() {
        assertThat(on("query", DAYS, "--format=csv").out()).isEqualTo("date\n2026-01-05\n2026-01-06\n");
        assertThat(on("rollback", "--list").out().lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("night 2026-01-06  made visible ")
                .endsWith("(night)");
        Launch unknown = on("rollback", "--to=2020-01-01");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err())
                .contains("there is no earlier night 2020-01-01 to go back to. Remembered are 2026-01-05.")
                .doesNotContain("VITALS_TRACE");

        Launch back = on("rollback");

        assertThat(back.exitCode()).as(back.err()).isEqualTo(ExitCode.FINE);
        assertThat(back.out()).startsWith("Readers see the night 2026-01-05 again.");
        assertThat(on("query", DAYS, "--format=csv").out()).isEqualTo("date\n2026-01-05\n");
        assertThat(on("doctor").out()).contains("of the night 2026-01-05", "(rollback from 2026-01-06)");
    }
}
