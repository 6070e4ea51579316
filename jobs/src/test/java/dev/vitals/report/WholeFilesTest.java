package dev.vitals.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
    @Test
    void whatCannotBeWrittenLeavesTheOldFileAndNothingBesideIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("numbers.csv");
        WholeFiles.replace(file, "old");

        assertThatThrownBy(() -> WholeFiles.replace(file, half -> {
                    Files.writeString(half, "ne");
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasContent("old");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }
}
