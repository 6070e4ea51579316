package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser is found, asked and believed only when it printed; programs of a few lines stand in for it. */
class ChromiumTest {
    @TempDir
    private Path folder;

    private Path html;
    private Path pdf;

    @BeforeEach
    void aPage() throws IOException {
        html = Files.writeString(folder.resolve("week.html"), "<p>page</p>");
        pdf = folder.resolve("week.pdf");
    }

    @Test
    void withoutABrowserItSaysWhatToInstall() {
        assertThatThrownBy(() -> Chromium.of(Map.of("PATH", folder.toString())))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("chromium-browser", "apt-get install chromium", "VITALS_CHROMIUM");
    }

    @Test
    void aWrongSettingIsNamed() {
        assertThatThrownBy(() -> Chromium.of(Map.of("VITALS_CHROMIUM", html.toString())))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining("VITALS_CHROMIUM names " + html);
    }

    @Test
    void theFirstOnThePathPrints() throws IOException {
        Files.createDirectories(folder.resolve("none/chromium"));
        program("google-chrome", "exit 7");
        program("chromium", "for word; do case $word in --print-to-pdf=*) echo \"$@\" >${word#*=} ;; esac; done");

        Chromium.of(Map.of("PATH", folder.resolve("none") + ":" + folder)).print(html, pdf);

        assertThat(Files.readString(pdf)).contains("--headless", html.toUri().toString());
    }

    @Test
    void whatFailsLeavesTheOldFileAndIsQuoted() throws IOException {
        Files.writeString(pdf, "old");
        Path program = program("broken", "echo no display here; exit 3");

        assertThatThrownBy(() -> Chromium.of(Map.of("VITALS_CHROMIUM", program.toString()))
                        .print(html, pdf))
                .isInstanceOf(WarehouseException.class)
                .hasMessageContaining(html.toString(), "exit code 3", "no display here");
        assertThat(Files.readString(pdf)).isEqualTo("old");
    }

    @Test
    void nothingPrintedIsAFailure() throws IOException {
        Path program = program("idle", "exit 0");

        assertThatThrownBy(() -> Chromium.of(Map.of("VITALS_CHROMIUM", program.toString()))
                        .print(html, pdf))
                .isInstanceOf(WarehouseException.class);
        assertThat(pdf).doesNotExist();
    }

    private Path program(String name, String script) throws IOException {
        Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    }
}
