package dev.vitals.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The launcher in a process of its own, so that a test can kill it as the kernel would. */
public final class LauncherProcess {
    private static final long LONGEST_SECONDS = 300;

    private final Process process;
    private final File log;

    private LauncherProcess(Process process, File log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code vitals run} with the key of {@link SmallWorld}. */
    public static LauncherProcess run(Path landing, Path warehouse, LocalDate night) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> a.startsWith("--add-opens") || a.startsWith("-XX:") || a.startsWith("-Duser"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.vitals.cli.Main", "run"));
        command.addAll(List.of(
                "--landing", landing.toString(), "--warehouse", warehouse.toString(), "--date", night.toString()));
        // As in the session of the tests: for a few rows, compiling takes longer than interpreting.
        command.addAll(List.of(
                "--conf", "spark.sql.codegen.wholeStage=false", "--conf", "spark.sql.codegen.factoryMode=NO_CODEGEN"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("VITALS_PSEUDONYM_KEY", SmallWorld.KEY);
        File log = Files.createTempFile("vitals-run", ".log").toFile();
        builder.redirectErrorStream(true).redirectOutput(log);
        return new LauncherProcess(builder.start(), log);
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

    /** When a folder whose name begins so has a file. */
    public static BooleanSupplier fileUnder(Path parent, String beginning) {
        return () -> {
            try (Stream<Path> folders = Files.list(parent)) {
                for (Path folder : folders.filter(
                                f -> f.getFileName().toString().startsWith(beginning))
                        .toList()) {
                    try (Stream<Path> files = Files.list(folder)) {
                        if (files.findAny().isPresent()) {
                            return true;
                        }
                    }
                }
                return false;
            } catch (NoSuchFileException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
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
