package dev.vitals.cli;

import dev.vitals.warehouse.Progress;
import java.io.PrintStream;
import java.time.Duration;

/** Shows progress: one line that is overwritten on a terminal, a line a step in a log. */
final class ProgressLine implements Progress {
    private static final int WIDTH = 78;

    private final PrintStream out;
    private final boolean isTerminal;
    private final long startedAt = System.nanoTime();

    ProgressLine(PrintStream out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    @Override
    public void at(String stage, int done, int total) {
        Duration passed = Duration.ofNanos(System.nanoTime() - startedAt);
        String line = "[%d/%d] %s  %s%s".formatted(done, total, stage, clock(passed), left(passed, done, total));
        if (isTerminal) {
            out.print("\r" + (line + " ".repeat(WIDTH)).substring(0, Math.max(WIDTH, line.length())));
            if (done >= total) {
                out.println();
            }
        } else {
            out.println(line);
        }
        out.flush();
    }

    private static String left(Duration passed, int done, int total) {
        if (done == 0 || done >= total) {
            return "";
        }
        return ", about " + clock(passed.multipliedBy(total - done).dividedBy(done)) + " left";
    }

    private static String clock(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
