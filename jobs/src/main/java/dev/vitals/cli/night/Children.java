package dev.vitals.cli.night;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitals.cli.faults.StandaloneCluster;
import dev.vitals.cli.faults.VerbProcess;
import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Starts nights in processes of their own, each by a Java that has just started, and hears what they tell. */
final class Children {
    private static final String VERBS = "dev.vitals.cli.Main";
    private static final long LONGEST_SECONDS = 24 * 3_600;

    /** What a process of DuckDB has beside the memory that DuckDB may use, for Java and the numbers. */
    private static final String HEAP_BESIDE = "-Xmx1g";

    private final Path folder;
    private final Engine engine;
    private int started;

    /** @param folder gets orders, results and the key */
    Children(Path folder, Engine engine) {
        this.folder = folder;
        this.engine = engine;
        try {
            Files.createDirectories(folder);
            Files.writeString(key(), OurNight.KEY);
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing can be written to " + folder, e);
        }
    }

    private Path key() {
        return folder.resolve("pseudonym.key");
    }

    /** The verb run, as the launcher starts it. */
    JsonNode run(Path warehouse, Path landing, LocalDate night) {
        List<String> words = new ArrayList<>(List.of(VERBS));
        words.addAll(words(warehouse, landing, night));
        if (engine.master() != null) {
            words.addAll(List.of("--master", engine.master()));
        }
        engine.settings().forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
        return started(words, heap()).json("run");
    }

    /** The verb run, submitted to a cluster. */
    Child submit(Path warehouse, Path landing, LocalDate night, StandaloneCluster cluster) {
        List<String> words = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit"));
        words.addAll(List.of(cluster.words()));
        engine.settings().forEach((name, value) -> words.addAll(List.of("--conf", name + "=" + value)));
        words.addAll(List.of("--class", VERBS, "spark-internal"));
        words.addAll(words(warehouse, landing, night));
        return started(words, heap());
    }

    private List<String> words(Path warehouse, Path landing, LocalDate night) {
        return List.of(
                "run",
                "--warehouse",
                warehouse.toString(),
                "--landing",
                landing.toString(),
                "--date",
                night.toString(),
                "--pseudonym-key-file",
                key().toString(),
                "--quiet",
                "--json");
    }

    /** What a contestant does, or our night of the same work. */
    JsonNode order(Order order) {
        Path file = folder.resolve("order-" + started + ".json");
        try {
            Files.writeString(file, NightJson.write(order));
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing can be written to " + folder, e);
        }
        boolean isDuck = order.who().equals("duckdb");
        return started(List.of(engine.program(), file.toString()), isDuck ? List.of(HEAP_BESIDE) : heap())
                .json(order.who());
    }

    /** As much heap as this process may take, laid out in the same way. */
    private static List<String> heap() {
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-Xm") || option.startsWith("-XX:InitialRAMPercentage"))
                .toList();
        return options.isEmpty() ? List.of("-Xmx" + (Runtime.getRuntime().maxMemory() >> 20) + "m") : options;
    }

    private Child started(List<String> words, List<String> memory) {
        Path out = folder.resolve("out-" + started++ + ".json");
        List<String> options = new ArrayList<>(memory);
        // Java writes its warnings among the results unless told otherwise.
        options.addAll(List.of("-Xlog:disable", "-Xlog:all=warning:stderr", "-Xlog:cds*=off:stderr"));
        List<String> command = VerbProcess.javaLikeThis(options);
        command.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectOutput(out.toFile());
        return new Child(VerbProcess.startMain(builder), out);
    }

    /** A process that is at work, and the file that gets its result. */
    record Child(VerbProcess process, Path out) {
        /** Waits for its result. */
        JsonNode json(String who) {
            int code = process.end(LONGEST_SECONDS);
            try {
                if (code != 0) {
                    throw new WarehouseException(
                            "A night of %s failed with exit code %d, and nothing can be compared with it. It said: %s %s"
                                    .formatted(who, code, Files.readString(out), process.text()));
                }
                return NightJson.MAPPER.readTree(out.toFile());
            } catch (IOException e) {
                throw new UncheckedIOException("The result of a night of " + who + " can't be read", e);
            }
        }
    }
}
