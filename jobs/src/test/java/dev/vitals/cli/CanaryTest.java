package dev.vitals.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.testing.SmallWorld;
import dev.vitals.testing.SparkSessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A community whose people, and lines of every kind whose fields, are words that are found again in any file: ids, logins,
 * names, texts, notes, titles, and fields that nobody knows. Parquet is written without compression here, so that what a file
 * holds can be seen in its bytes.
 */
class CanaryTest {
    private static final String LAST = SmallWorld.FIRST.plusDays(6).toString();
    private static final String CODEC = "spark.sql.parquet.compression.codec";
    private static final String MESSAGES = "bronze/chat_message/";
    private static final String QUARANTINE = "ops/quarantine/";
    private static final int GOOD_LINES = 12;

    private static final Canaries PEOPLE = new Canaries("p", true);
    private static final Canaries FIELDS = new Canaries("f", false);
    private static final Canaries SPOILED = new Canaries("s", false);
    private static final Memory LOGGED = new Memory();

    @TempDir
    private static Path folder;

    private static String codec;
    private static final List<Launch> LAUNCHES = new ArrayList<>();

    /** What is logged, at a finer level than that of the launcher. */
    private static final class Memory extends AbstractAppender {
        private final List<String> said = Collections.synchronizedList(new ArrayList<>());

        Memory() {
            super("memory", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            said.add(event.getMessage().getFormattedMessage() + ' ' + event.getThrown());
        }
    }

    @BeforeAll
    static void runANightThatLandsTheWeek() throws IOException {
        SparkSession spark = SparkSessions.shared();
        codec = spark.conf().get(CODEC);
        spark.conf().set(CODEC, "uncompressed");
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        LOGGED.start();
        logging.getConfiguration().getRootLogger().addAppender(LOGGED, Level.WARN, null);
        logging.getConfiguration().getRootLogger().setLevel(Level.WARN);
        logging.updateLoggers();

        Path made = folder.resolve("made");
        SmallWorld.generate(made, 1);
        plantPeople(made.resolve("landing"));
        plantFields();
        Files.writeString(folder.resolve("key"), SmallWorld.KEY);
        launch("run", "--date=" + LAST);
        checkpoints();
    }

    @AfterAll
    static void packAgain() {
        SparkSessions.shared().conf().set(CODEC, codec);
        LoggerContext logging = (LoggerContext) LogManager.getContext(false);
        logging.getConfiguration().getRootLogger().removeAppender("memory");
        logging.getConfiguration().getRootLogger().setLevel(Level.ERROR);
        logging.updateLoggers();
    }

    private static Launch launch(String verb, String... more) {
        List<String> words = new ArrayList<>(List.of(verb));
        words.addAll(Arrays.asList(more));
        if (verb.equals("run")) {
            words.add("--landing=" + folder.resolve("landing"));
            words.add("--pseudonym-key-file=" + folder.resolve("key"));
            words.add("--reports=" + folder.resolve("out").resolve("nightly"));
        }
        Launch launch = Launch.with(
                Map.of("VITALS_WAREHOUSE", folder.resolve("warehouse").toString()), words.toArray(String[]::new));
        LAUNCHES.add(launch);
        return launch;
    }

    /** The community's own logs, in which the same person keeps the same word. */
    private static void plantPeople(Path logs) throws IOException {
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                List<String> lines;
                try (InputStream in = file.toString().endsWith(".gz")
                        ? new GZIPInputStream(Files.newInputStream(file))
                        : Files.newInputStream(file)) {
                    lines = List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
                }
                String name = logs.relativize(file).toString().replace(".gz", "");
                write(name, lines.stream().map(PEOPLE::json).toList());
            }
        }
    }

    /** Lines of every kind, as they are known, and each with a word where a code, a time or a number belongs. */
    private static void plantFields() throws IOException {
        for (String source : List.of("vitals", "twitch-eventsub")) {
            List<String> seeds = Canaries.seeds(source);
            List<String> fields = seeds.stream().map(FIELDS::json).toList();
            write(source + "/fields/a.ndjson", padded(source, fields));
            List<String> spoiled = fields.stream()
                    .flatMap(line -> SPOILED.spoiled(line).stream())
                    .toList();
            write(source + "/spoiled/a.ndjson", padded(source, spoiled));
            // Too much of this can't be read: the file is refused as a whole.
            write(
                    source + "/refused/a.ndjson",
                    spoiled.stream().map(line -> line.substring(1)).toList());
        }
        List<String> irc =
                Canaries.seeds("twitch-irc").stream().map(FIELDS::irc).toList();
        write("twitch-irc/fields/a.log", padded("twitch-irc", irc));
        write(
                "twitch-irc/refused/a.log",
                irc.stream().map(line -> line.replace('=', '\0')).toList());
        for (String seed : Canaries.seeds("csv")) {
            String[] parts = seed.split("\t", 3);
            List<String> names = new ArrayList<>(List.of(parts[1].split(",")));
            List<String> cells = cells(parts[2]);
            names.add(FIELDS.name("csv/name of a column"));
            cells.add("anything");
            String type = parts[0].substring(0, parts[0].indexOf('/'));
            String record = FIELDS.csv(type, names, cells);
            write(
                    "csv/" + type + "/" + Math.abs(seed.hashCode()) + ".csv",
                    List.of(String.join(",", names), record, record + ",more"));
        }
    }

    private static List<String> cells(String record) {
        // Commas with an even number of quotes behind them stand between cells.
        return Arrays.stream(record.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .map(cell -> cell.replaceAll("^\"|\"$", "").replace("\"\"", "\""))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static void write(String file, List<String> lines) throws IOException {
        Path to = folder.resolve("landing").resolve(file);
        Files.createDirectories(to.getParent());
        Files.writeString(to, String.join("\n", lines) + "\n");
    }

    /** So many good lines for each, that the file is not refused for the bad ones among them. */
    private static List<String> padded(String source, List<String> lines) {
        List<String> all = new ArrayList<>(lines);
        for (int i = 0; i < lines.size() * GOOD_LINES; i++) {
            String id = source + i;
            all.add(
                    switch (source) {
                        case "twitch-irc" -> ":tmi.twitch.tv 001 nick :" + id;
                        case "vitals" -> "{\"type\":\"heartbeat\",\"id\":\"" + id + "\"}";
                        default ->
                            "{\"metadata\":{\"message_type\":\"session_keepalive\",\"message_id\":\"" + id + "\"}}";
                    });
        }
        return all;
    }

    /** Every table gets a checkpoint, which holds statistics too. */
    private static void checkpoints() throws IOException {
        try (Stream<Path> logs = Files.walk(folder.resolve("warehouse"))) {
            for (Path log : logs.filter(path -> path.endsWith("_delta_log")).toList()) {
                DeltaLog.forTable(SparkSessions.shared(), log.getParent().toString())
                        .checkpoint();
            }
        }
    }

    /** Words by the file that they stand in. */
    private static Map<String, Set<String>> traces(Path root) throws IOException {
        Map<String, Set<String>> traces = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                String text = name.endsWith(".checkpoint.parquet")
                        ? rows(SparkSessions.shared().read().parquet(file.toString()))
                        : new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                Set<String> found = new HashSet<>(Canaries.in(name));
                found.addAll(Canaries.in(text));
                if (!found.isEmpty()) {
                    traces.put(name, found);
                }
            }
        }
        return traces;
    }

    private static boolean isKept(String word) {
        return PEOPLE.isKept(word) || FIELDS.isKept(word) || SPOILED.isKept(word);
    }

    private static String rows(Dataset<Row> rows) {
        return String.join("\n", rows.toJSON().collectAsList());
    }

    private static String shown(Map<String, Set<String>> traces) {
        Map<String, String> planted = new TreeMap<>(PEOPLE.planted());
        planted.putAll(FIELDS.planted());
        planted.putAll(SPOILED.planted());
        return traces.entrySet().stream()
                .map(trace -> trace.getKey() + ": "
                        + trace.getValue().stream()
                                .map(word -> word + " of " + planted.getOrDefault(word, "a text"))
                                .sorted()
                                .limit(10)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void noFileOfTheWarehouseHoldsAnybodyButWhereItsContractSaysSo() throws IOException {
        Map<String, Set<String>> traces = traces(folder.resolve("warehouse"));

        // What people wrote is found where it may stand, so that this test would see it elsewhere.
        assertThat(traces.keySet())
                .anyMatch(file -> file.startsWith(MESSAGES))
                .anyMatch(file -> file.startsWith(QUARANTINE));
        Map<String, Set<String>> elsewhere = new TreeMap<>();
        traces.forEach((file, words) -> {
            boolean isLog = file.contains("_delta_log");
            if (file.startsWith(MESSAGES) && !isLog) {
                words.remove(Canaries.TEXT);
            }
            if (!words.isEmpty() && (isLog || !file.startsWith(QUARANTINE))) {
                if (!isLog && file.matches("(bronze|silver|dim)/.*")) {
                    words.removeIf(CanaryTest::isKept);
                }
                if (!words.isEmpty()) {
                    elsewhere.put(file, words);
                }
            }
        });
        assertThat(shown(elsewhere)).isEmpty();
    }

    @Test
    void textStandsInTheTextOfMessagesAloneAndQuarantineKeepsNothingButTheLine() {
        SparkSession spark = SparkSessions.shared();
        String warehouse = folder.resolve("warehouse").toString();
        Dataset<Row> messages = spark.read().format("delta").load(warehouse + "/bronze/chat_message");
        Dataset<Row> quarantine = spark.read().format("delta").load(warehouse + "/ops/quarantine");

        assertThat(Canaries.in(rows(messages.select("text"))))
                .contains(Canaries.TEXT)
                .containsOnly(Canaries.TEXT);
        for (String column : messages.drop("text").columns()) {
            assertThat(Canaries.in(rows(messages.select(column)))).as(column).allMatch(CanaryTest::isKept);
        }
        assertThat(Canaries.in(rows(quarantine.select(functions.col("raw").cast("string")))))
                .hasSizeGreaterThan(500);
        assertThat(Canaries.in(rows(quarantine.drop("raw")))).isEmpty();
        assertThat(quarantine.select("reason").distinct().count()).isGreaterThan(6);
        assertThat(quarantine.select("source").distinct().count()).isEqualTo(4);
    }

    @Test
    void nothingThatIsPrintedLoggedOrHandedOnHoldsAnybody() throws IOException {
        Path out = folder.resolve("out");
        launch("report", "--date=" + SmallWorld.FIRST, "--out=" + out.resolve("week.html"));
        launch("site", "--out=" + out.resolve("site"));
        launch("export", "--out=" + out.resolve("export"));
        launch("tables");
        launch("history");
        launch("doctor");
        launch("dsa", "--period=2026-01", "--provider=P", "--service=S", "--out=" + out.resolve("dsa"));
        launch("experiment", "list");
        launch("optimize");

        assertThat(out.resolve("site").resolve("index.html")).exists();
        assertThat(out.resolve("nightly")).isNotEmptyDirectory();
        // What an action is that no list has nobody knows, so that its statement can't be written.
        assertThat(LAUNCHES.get(7).err()).contains("codes.yaml");
        assertThat(shown(traces(out))).isEmpty();
        assertThat(LAUNCHES).hasSize(10);
        assertThat(LAUNCHES.stream()
                        .map(launch -> launch.out() + launch.err())
                        .flatMap(said -> Canaries.in(said).stream()))
                .isEmpty();
        // Files were refused, and it was said.
        assertThat(LAUNCHES.get(0).out() + LAUNCHES.get(0).err()).contains("refused");
        assertThat(LOGGED.said.stream().flatMap(said -> Canaries.in(said).stream()))
                .isEmpty();
    }
}
