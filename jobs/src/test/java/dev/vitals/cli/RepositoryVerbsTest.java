package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that write generated files, in a copy of the repository's schemas. */
class RepositoryVerbsTest {
    private static final String HOME = "vitals.home";
    private static final Path SCHEMAS = Path.of("..", "schemas");

    @TempDir
    private Path home;

    @BeforeEach
    void copyTheSchemas() throws IOException {
        try (Stream<Path> files = Files.walk(SCHEMAS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = home.resolve("schemas").resolve(SCHEMAS.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.createDirectories(home.resolve("reports"));
        System.setProperty(HOME, home.toString());
    }

    @AfterEach
    void leaveTheCopy() {
        System.clearProperty(HOME);
    }

    private Path lock() {
        return home.resolve("schemas/lock.txt");
    }

    @Test
    void docsSaysWhichFilesItWrote() {
        Launch docs = Launch.of("docs", "--json");

        assertThat(docs.exitCode()).as(docs.err()).isEqualTo(ExitCode.FINE);
        for (JsonNode file : docs.json().get("pages")) {
            assertThat(home.resolve(file.asText()))
                    .as(file.asText() + " is stale in the repository; run ./vitals docs and commit it")
                    .hasSameTextualContentAs(Path.of("..", file.asText()));
        }
        assertThat(docs.json().get("pages")).hasSize(4);
        assertThat(Launch.of("docs", "--json").json().get("written")).isEmpty();
    }

    @Test
    void aLockThatIsUpToDateIsNotWritten() {
        Launch.of("lock");

        Launch again = Launch.of("lock", "--json");

        assertThat(again.exitCode()).isEqualTo(ExitCode.NOTHING_TO_DO);
        assertThat(Launch.of("lock", "--idle-is-fine").exitCode()).isEqualTo(ExitCode.FINE);
        assertThat(again.json().get("isStale").asBoolean()).isFalse();
        assertThat(again.json().get("written")).isEmpty();
        assertThat(Launch.of("lock", "--check").exitCode()).isEqualTo(ExitCode.FINE);
    }

    @Test
    void aStaleLockFailsTheCheckAndIsLeftAsItIs() throws IOException {
        Files.delete(lock());

        Launch check = Launch.of("lock", "--check", "--json");

        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(check.json().get("isStale").asBoolean()).isTrue();
        assertThat(lock()).doesNotExist();
    }

    @Test
    void aStaleLockIsWritten() throws IOException {
        String current = Files.readString(lock());
        Files.delete(lock());

        Launch written = Launch.of("lock", "--json");

        assertThat(written.exitCode()).as(written.err()).isEqualTo(ExitCode.FINE);
        assertThat(written.json().get("written").get(0).asText()).isEqualTo("schemas/lock.txt");
        assertThat(lock()).hasContent(current);
    }

    @Test
    void aChangeThatBreaksReadersIsRefusedAndNamed() throws IOException {
        // In the lock a table has a column that its contract does not: somebody took it away.
        String kept = "column bronze.appeal_event@1 appeal_id string required none\n";
        String before = Files.readString(lock()).replace(kept, kept + kept.replace("appeal_id", "lost_id"));
        Files.writeString(lock(), before);

        Launch refused = Launch.of("lock", "--json");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(refused.json().get("breaks").toString()).contains("lost_id");
        assertThat(lock()).hasContent(before);
    }
}
