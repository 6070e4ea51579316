package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A setting is taken from the command line, else the environment, else the settings file, else the default. */
class SettingsTest {
    @TempDir
    private Path folder;

    private Path file(String... lines) throws IOException {
        return Files.writeString(folder.resolve("vitals.conf"), String.join("\n", lines));
    }

    /** The column that score asked for, which it names when a file does not have it. */
    private String columnAskedFor(Map<String, String> environment, String... more) throws IOException {
        Path csv = Files.writeString(folder.resolve("texts.csv"), "other\n");
        String[] args = new String[more.length + 2];
        args[0] = "score";
        args[1] = csv.toString();
        System.arraycopy(more, 0, args, 2, more.length);
        return Launch.with(environment, args).err().replaceAll("(?s).*has no column '(.*?)'.*", "$1");
    }

    @Test
    void withoutAnySettingTheDefaultHolds() throws IOException {
        assertThat(columnAskedFor(Map.of())).isEqualTo("text");
    }

    @Test
    void theFileGoesBeforeTheDefault() throws IOException {
        String config = file("# where the texts are", "column=from_file").toString();

        assertThat(columnAskedFor(Map.of(), "--config", config)).isEqualTo("from_file");
        assertThat(columnAskedFor(Map.of(), "--config=" + config)).isEqualTo("from_file");
        assertThat(columnAskedFor(Map.of("VITALS_CONFIG", config))).isEqualTo("from_file");
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() throws IOException {
        String config = file("column=from_file").toString();

        assertThat(columnAskedFor(Map.of("VITALS_COLUMN", "from_environment"), "--config", config))
                .isEqualTo("from_environment");
    }

    @Test
    void theCommandLineGoesBeforeTheEnvironment() throws IOException {
        String config = file("column=from_file").toString();

        assertThat(columnAskedFor(
                        Map.of("VITALS_COLUMN", "from_environment"), "--config", config, "--column", "from_flag"))
                .isEqualTo("from_flag");
    }

    @Test
    void theFileOnTheCommandLineGoesBeforeTheOneInTheEnvironment() throws IOException {
        String config = file("column=from_file").toString();

        assertThat(columnAskedFor(Map.of("VITALS_CONFIG", "/no/such/file"), "--config", config))
                .isEqualTo("from_file");
    }

    @Test
    void aMissingFileIsAUsageErrorInOneSentence() {
        for (Launch missing : new Launch[] {
            Launch.of("plan", "--config", "/no/such/file"),
            Launch.of("--config", "/no/such/file", "plan"),
            Launch.with(Map.of("VITALS_CONFIG", "/no/such/file"), "plan")
        }) {
            assertThat(missing.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(missing.err())
                    .startsWith("vitals: The settings file /no/such/file can't be read: there is no such file.")
                    .doesNotContain("\tat ");
            assertThat(missing.out()).isEmpty();
        }
    }

    @Test
    void aFileThatIsNoTextIsAUsageErrorInOneSentence() throws IOException {
        Path broken = Files.write(folder.resolve("broken"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        Launch refused = Launch.of("plan", "--config", broken.toString());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).startsWith("vitals: The settings file").doesNotContain("\tat ");
        assertThat(Launch.of("plan", "--config", folder.toString()).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aMisspeltSettingIsRefusedWithTheNearestName() throws IOException {
        Launch refused = Launch.of("plan", "--config", file("warehose=/data").toString());

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).contains("sets 'warehose'").contains("Did you mean warehouse?");
    }

    @Test
    void configWithoutAFileIsAUsageError() {
        assertThat(Launch.of("plan", "--config").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aVersionInTheEnvironmentIsNoSettingOfOurs() {
        Launch plan = Launch.with(Map.of("VITALS_VERSION", "1.2.3", "VITALS_HELP", "yes"), "plan", "--json");

        assertThat(plan.exitCode()).as(plan.err()).isEqualTo(ExitCode.FINE);
        assertThat(plan.json().isArray()).isTrue();
    }
}
