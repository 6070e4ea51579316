package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** A terminal shows one line that changes, a log a line a step. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ProgressLineTest {
    private static final String TERMINAL = "vitals.terminal";

    private static String shown(boolean isTerminal) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProgressLine line = new ProgressLine(new PrintStream(out, true, StandardCharsets.UTF_8), isTerminal);
        line.at("first", 0, 2);
        line.at("second", 1, 2);
        line.at("done", 2, 2);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aLogGetsALineAStepWithoutControlCharacters() {
        assertThat(shown(false).lines()).hasSize(3).noneMatch(line -> line.contains("\r"));
    }

    @Test
    void aTerminalGetsOneLineWithTheTimeThatIsLeft() {
        assertThat(shown(true)).contains("\r[1/2] second").contains("left").endsWith("\n");
        assertThat(shown(true).chars().filter(c -> c == '\n')).hasSize(1);
    }

    @Test
    void theLauncherSaysWhetherThereIsATerminal() {
        assertThat(progressOfGenerate()).doesNotContain("\r");
        System.setProperty(TERMINAL, "true");
        try {
            assertThat(progressOfGenerate()).contains("\r");
        } finally {
            System.clearProperty(TERMINAL);
        }
    }

    private static String progressOfGenerate() {
        PrintStream usual = System.err;
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            new OutputOptions().progress().at("generate", 0, 2);
        } finally {
            System.setErr(usual);
        }
        return err.toString(StandardCharsets.UTF_8);
    }
}
