package dev.vitals.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A night in a process of its own, so that a test can kill it as the kernel would. */
public final class NightProcess {
    private static final long LONGEST_SECONDS = 300;

    private final Process process;
    private final File log;

    private NightProcess(Process process, File log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the night of a {@link SmallWorld} with these tables. */
    public static NightProcess start(Path world, LocalDate night, String... tables) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // A young generation from the start, or every second is a collection.
        command.addAll(List.of("-Xms1g", "-Xmx1g", "-Xmn500m"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith("--add-opens") || a.startsWith("-XX:") || a.startsWith("-Duser"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), NightProcess.class.getName()));
        command.addAll(List.of(world.toString(), night.toString()));
        command.addAll(List.of(tables));
        ProcessBuilder builder = new ProcessBuilder(command);
        File log = Files.createTempFile("vitals-run", ".log").toFile();
        builder.redirectErrorStream(true).redirectOutput(log);
        return new NightProcess(builder.start(), log);
    }

    /** Runs in the other process: folder of the world, night, tables. */
    public static void main(String[] words) {
        String[] tables = Arrays.copyOfRange(words, 2, words.length);
        SmallWorld.of(Path.of(words[0]), tables).run(LocalDate.parse(words[1]));
    }

    /**
     * Kills the process (signal 9) as soon as the moment has come.
     *
     * @return false when the process ended before that
     */
    public boolean killWhen(BooleanSupplier moment) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (process.isAlive()) {
            if (moment.getAsBoolean()) {
                process.destroyForcibly();
                waitForEnd();
                return true;
            }
            if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("The moment to kill the launcher did not come in time; see " + log);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return false;
    }

    /** When the Delta table has one more commit than now. */
    public static BooleanSupplier nextCommitOf(Path table) {
        long before = commits(table);
        return () -> commits(table) > before;
    }

    private void waitForEnd() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long commits(Path table) {
        Path log = table.resolve("_delta_log");
        if (!Files.isDirectory(log)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(log)) {
            return files.filter(f -> f.toString().endsWith(".json")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
