package dev.vitals.cli.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A verb of the launcher in a process of its own, of the same classes and by the same Java as this one. */
public final class VerbProcess {
    private static final long LONGEST_SECONDS = 600;

    /** What the exit code is after signal 9. */
    private static final int KILLED = 128 + 9;

    private static final Pattern STAGE = Pattern.compile("\\[\\d+/\\d+] (.*?)  \\d+:\\d\\d.*");

    /** Nobody else would end them when the benchmark is broken off. */
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final List<String> stages = new ArrayList<>();
    private final List<Thread> readers = new ArrayList<>();

    private VerbProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts a verb.
     *
     * @param program main class of the launcher
     * @param key secret for pseudonyms
     * @param folder its working folder
     */
    static VerbProcess start(String program, String key, Path folder, List<String> words) {
        List<String> command = java(List.of("-Xms1g", "-Xmx1500m", "-Xmn500m"));
        command.add(program);
        command.addAll(words);
        return started(new ProcessBuilder(command), key, folder);
    }

    /** Starts any main class on the class path of this process. */
    public static VerbProcess startMain(ProcessBuilder builder) {
        return started(builder, null, null);
    }

    private static VerbProcess started(ProcessBuilder builder, String key, Path folder) {
        // A setting of whoever runs the benchmark is none of the night's.
        builder.environment().keySet().removeIf(name -> name.startsWith("VITALS_"));
        if (key != null) {
            builder.environment().put("VITALS_PSEUDONYM_KEY", key);
            builder.directory(folder.toFile());
        }
        try {
            VerbProcess started = new VerbProcess(builder.start());
            RUNNING.add(started.process);
            started.read(started.process.getErrorStream());
            started.read(started.process.getInputStream());
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("No process could be started", e);
        }
    }

    /** Java as the launcher starts it, up to the class path; for a few rows compiling takes longer than interpreting. */
    private static List<String> java(List<String> memory) {
        List<String> more = new ArrayList<>(memory);
        more.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-Dspark.sql.codegen.wholeStage=false",
                "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
                "-Dspark.buffer.pageSize=1m",
                "-Dspark.broadcast.blockSize=128k"));
        return javaLikeThis(more);
    }

    /**
     * Java as the launcher started this one, up to the class path.
     *
     * @param more options that go before those of this process
     */
    public static List<String> javaLikeThis(List<String> more) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(VerbProcess::isOfTheLauncher)
                .forEach(command::add);
        command.addAll(List.of("-Duser.timezone=UTC", "-Dlog4j2.configurationFile=classpath:vitals-log4j2.properties"));
        command.addAll(more);
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    /** The class path of this process as it is read in any folder. */
    public static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isOfTheLauncher(String option) {
        boolean isOfThisProcess = option.contains("ArchiveClassesAtExit") || option.contains("terminal");
        return !isOfThisProcess
                && (option.startsWith("--add-opens")
                        || option.startsWith("-XX:")
                        || option.startsWith("-Xshare")
                        || option.startsWith("-Xlog")
                        || option.startsWith("-Dvitals.")
                        || option.startsWith("-Dfile.encoding"));
    }

    private void read(InputStream stream) {
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader in =
                            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        in.lines().forEach(this::heard);
                    } catch (IOException | UncheckedIOException e) {
                        heard("(its output broke off: " + e.getMessage() + ")");
                    }
                },
                "output of a verb");
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    private synchronized void heard(String line) {
        Matcher stage = STAGE.matcher(line);
        if (stage.matches()) {
            stages.add(stage.group(1));
        } else {
            lines.add(line);
        }
    }

    /** Stages that were told so far. */
    synchronized List<String> stages() {
        return List.copyOf(stages);
    }

    /** All other lines that were printed so far. */
    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    public synchronized String text() {
        return String.join("\n", lines);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /**
     * Waits for something that it does.
     *
     * @return false when it ended before
     */
    boolean waitFor(Predicate<VerbProcess> moment) {
        return waitUntil(() -> moment.test(this));
    }

    private boolean waitUntil(BooleanSupplier moment) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (!moment.getAsBoolean()) {
            if (!process.isAlive()) {
                joinReaders();
                return moment.getAsBoolean();
            }
            if (System.nanoTime() > deadline) {
                kill();
                throw new IllegalStateException(
                        "A verb took more than %d s and was killed; it said: %s".formatted(LONGEST_SECONDS, text()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return true;
    }

    /** Lets it go on for a while; false when it ended before. */
    boolean letRun(long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            if (!process.isAlive()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(until - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(2)));
        }
        return process.isAlive();
    }

    /** Kills it (signal 9); false when it had ended by itself. */
    boolean kill() {
        process.destroyForcibly();
        return end() == KILLED;
    }

    /** Waits for its end and says how it ended. */
    int end() {
        return end(LONGEST_SECONDS);
    }

    /**
     * Waits for its end and says how it ended.
     *
     * @param longestSeconds after so many it is killed
     */
    public int end(long longestSeconds) {
        try {
            if (!process.waitFor(longestSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "A verb took more than %d s and was killed; it said: %s".formatted(longestSeconds, text()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a verb was running", e);
        }
        RUNNING.remove(process);
        joinReaders();
        return process.exitValue();
    }

    private void joinReaders() {
        try {
            for (Thread reader : readers) {
                reader.join(TimeUnit.SECONDS.toMillis(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
