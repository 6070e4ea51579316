package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher has Java load for its archive; an archive of verbs that failed would lack what the others need. */
class TrainingTest {
    @TempDir
    private Path folder;

    @Test
    void aTableIsWrittenAndRead() throws IOException {
        Launch trained = Launch.trained(folder);

        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.FINE);
        assertThat(trained.out()).contains("refine.report_case").contains("night ");
        assertThat(folder.resolve("warehouse/ops/job_run/_delta_log")).isDirectory();
    }

    @Test
    void aFolderThatIsNoneEndsIt() throws IOException {
        Path file = Files.writeString(folder.resolve("warehouse"), "no folder");

        Launch failed = Launch.trained(folder);

        assertThat(failed.exitCode()).isNotEqualTo(ExitCode.FINE);
        assertThat(file).hasContent("no folder");
    }
}
