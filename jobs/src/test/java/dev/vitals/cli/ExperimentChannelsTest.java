package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentChannelsTest {
    /** Python 3.11: hmac.new(b'a key for tests, no secret', b'c0', 'sha256').hexdigest()[:32], and of c1. */
    private static final String C0 = "1947f45396e6bc8ab2b115260d4ba162";

    private static final String C1 = "463fd8976e8cb3a57abc845a6f29dd29";

    private static String key(Path folder) throws IOException {
        return "--pseudonym-key-file=" + Files.writeString(folder.resolve("key"), "a key for tests, no secret\n");
    }

    @Test
    void pseudonymsAreThoseOfLanding(@TempDir Path folder) throws IOException {
        Launch words = Launch.of("experiment", "channels", key(folder), "c0", "c1");
        Launch lines = Launch.reading("c0\r\n\n c1 \n", Map.of(), "experiment", "channels", key(folder), "--json");

        assertThat(words.exitCode()).as(words.err()).isEqualTo(ExitCode.FINE);
        assertThat(words.out().lines()).containsExactly(C0 + "\tc0", C1 + "\tc1");
        assertThat(lines.json().get(1).get("name").asText()).isEqualTo("c1");
        assertThat(lines.json().get(1).get("pseudonym").asText()).isEqualTo(C1);
    }

    /** The names of channels are nobody's business but of who asks. */
    @Test
    void namesGoNowhereButToStandardOutput(@TempDir Path folder) throws IOException {
        Launch named = Launch.of("experiment", "channels", key(folder), "somebody");
        Launch keyless =
                Launch.of("experiment", "channels", "--pseudonym-key-file=" + folder.resolve("none"), "somebody");

        assertThat(named.err()).isEmpty();
        assertThat(keyless.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(keyless.err()).contains("can't be read").doesNotContain("somebody");
        assertThat(keyless.err().lines())
                .as("the error, and no usage of the verb")
                .hasSize(1);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("key"));
        }
    }

    @Test
    void noChannelIsAMistake(@TempDir Path folder) throws IOException {
        Launch none = Launch.reading("\n", Map.of(), "experiment", "channels", key(folder));

        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(none.err()).contains("There is no channel.");
    }
}
