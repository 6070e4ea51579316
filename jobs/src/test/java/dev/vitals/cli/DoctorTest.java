package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The doctor finds the pseudonym key wherever a night would, and says what to mend when there is none. */
@ExtendWith(SparkSessions.class)
class DoctorTest {
    @TempDir
    private Path folder;

    @Test
    void theKeyFileOfTheSettingsCounts() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "a key of sixteen bytes");
        Path settings = Files.writeString(folder.resolve("vitals.conf"), "pseudonym-key-file=" + key);

        JsonNode finding = keyFinding("--config", settings.toString());

        assertThat(finding.get("isWell").asBoolean()).isTrue();
        assertThat(finding.get("detail").asText()).isEqualTo("in " + key).doesNotContain("sixteen");
    }

    @Test
    void aKeyFileThatIsNotThereIsToBeMended() {
        JsonNode finding =
                keyFinding("--pseudonym-key-file", folder.resolve("none").toString());

        assertThat(finding.get("isWell").asBoolean()).isFalse();
        assertThat(finding.get("detail").asText()).contains("can't be read").contains("--pseudonym-key-file");
    }

    private JsonNode keyFinding(String... more) {
        Launch doctor = Launch.with(
                Map.of(),
                Stream.concat(
                                Stream.of(
                                        "doctor",
                                        "--json",
                                        "--warehouse",
                                        folder.resolve("warehouse").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
        for (JsonNode finding : doctor.json()) {
            if (finding.get("subject").asText().equals("pseudonym key")) {
                return finding;
            }
        }
        throw new AssertionError("The doctor did not look for the key: " + doctor.out());
    }
}
