package dev.vitals.warehouse.landing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.Lines;
import dev.vitals.job.land.Outcome;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.sentiment.Scorers;
import dev.vitals.testing.SmallWorld;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fast way from files to tables (stretches, scratch, keys compared in blocks, data files written from bytes) against the
 * plain one: read line by line, put in lists, the first of equal keys counts.
 */
class PlainLandingTest {
    private static final int NIGHTS = 3;

    @TempDir
    private Path folder;

    private final Random random = new Random(20260105);
    private final Map<String, Map<String, String>> rows = new TreeMap<>();
    private final Map<String, Long> rejected = new TreeMap<>();

    @Test
    void dirtyNightsLandAsTheyDoLineByLine() throws IOException {
        Path generated = SmallWorld.generate(folder.resolve("made"), NIGHTS);
        SmallWorld world = new SmallWorld(folder.resolve("world"));
        for (int night = 0; night < NIGHTS; night++) {
            LocalDate date = SmallWorld.FIRST.plusDays(night);
            for (Path file : files(generated.resolve("vitals").resolve(date.toString()))) {
                byte[] dirty =
                        file.toString().endsWith(".gz") ? Files.readAllBytes(file) : dirty(Files.readAllBytes(file));
                world.deliver("vitals", date + "/" + file.getFileName(), dirty);
            }
            world.land(date);
        }

        for (int night = 0; night < NIGHTS; night++) {
            plain(folder.resolve("world/landing/vitals/" + SmallWorld.FIRST.plusDays(night)), refused(world));
        }

        assertThat(rejected.values().stream().mapToLong(n -> n).sum())
                .as("lines that are to be refused")
                .isGreaterThan(50);
        assertThat(world.table("ops.quarantine").count()).isGreaterThan(50);
        for (String table : rows.keySet()) {
            assertThat(landed(world, table)).as(table).isEqualTo(rows.get(table));
        }
    }

    /** One line in thirty is changed at some byte, cut, sent twice or made of nothing. */
    private byte[] dirty(byte[] file) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int start = 0;
        for (int i = 0; i < file.length; i++) {
            if (file[i] == '\n') {
                byte[] line = Arrays.copyOfRange(file, start, i + 1);
                start = i + 1;
                switch (random.nextInt(120)) {
                    case 0 -> line[random.nextInt(line.length - 1)] = (byte) random.nextInt(256);
                    case 1 ->
                        line = (new String(line, 0, line.length / 2, StandardCharsets.ISO_8859_1) + "\n")
                                .getBytes(StandardCharsets.ISO_8859_1);
                    case 2 -> out.writeBytes(line);
                    case 3 -> out.writeBytes("  \n{}\n".getBytes(StandardCharsets.US_ASCII));
                    default -> {}
                }
                out.writeBytes(line);
            }
        }
        out.write(file, start, file.length - start);
        return out.toByteArray();
    }

    private static Set<String> refused(SmallWorld world) {
        return new HashSet<>(
                world.table("ops.ingest_file").filter("status = 'refused'").select("path").collectAsList().stream()
                        .map(row -> row.getString(0))
                        .toList());
    }

    /** Reads a night's files in the order of their names. */
    private void plain(Path night, Set<String> refused) throws IOException {
        for (Path file : files(night)) {
            String path = "vitals/" + night.getFileName() + "/" + file.getFileName();
            if (refused.contains(path)) {
                continue;
            }
            Adapter adapter = Adapter.of(
                    "vitals",
                    new Pseudonyms(SmallWorld.KEY.getBytes(StandardCharsets.UTF_8)),
                    Scorers.standard(),
                    path.substring("vitals/".length()));
            try (InputStream in = Files.newInputStream(file);
                    Lines lines = Lines.of("vitals", in, file.toString())) {
                while (lines.next()) {
                    Outcome outcome = lines.rejection() != null
                            ? lines.rejection()
                            : adapter.parse(lines.buffer(), lines.offset(), lines.length());
                    if (outcome instanceof Outcome.Event event) {
                        rows.computeIfAbsent(event.table().contract(), t -> new TreeMap<>())
                                .putIfAbsent(event.eventId(), text(event) + " line " + lines.lineNumber());
                    } else if (outcome instanceof Outcome.Rejected why) {
                        rejected.merge(why.reason(), 1L, Long::sum);
                    }
                }
            }
        }
    }

    private static String text(Outcome.Event event) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < event.values().length; i++) {
            Object value = event.values()[i];
            text.append(event.table().columns().get(i))
                    .append('=')
                    .append(plain(value))
                    .append(' ');
        }
        return text.toString();
    }

    private static String plain(Object value) {
        if (value instanceof String[] texts) {
            return Arrays.toString(texts);
        }
        return value instanceof Map<?, ?> map ? new TreeMap<>(map).toString() : String.valueOf(value);
    }

    private static Map<String, String> landed(SmallWorld world, String table) {
        List<String> columns = dev.vitals.job.land.BronzeTable.valueOf(
                        table.substring("bronze.".length()).toUpperCase(java.util.Locale.ROOT))
                .columns();
        Map<String, String> landed = new HashMap<>();
        for (Row row : world.table(table).collectAsList()) {
            StringBuilder text = new StringBuilder();
            columns.forEach(column -> text.append(column)
                    .append('=')
                    .append(stored(row, row.fieldIndex(column)))
                    .append(' '));
            String key = row.getAs("event_id");
            assertThat(landed.put(key, text + " line " + row.getAs("line_number")))
                    .as("once")
                    .isNull();
        }
        return new TreeMap<>(landed);
    }

    /** As the adapters give it. */
    private static String stored(Row row, int column) {
        if (row.isNullAt(column)) {
            return "null";
        }
        Object value = row.get(column);
        if (value instanceof java.sql.Timestamp || value instanceof Instant) {
            Instant at = value instanceof java.sql.Timestamp time ? time.toInstant() : (Instant) value;
            return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
        }
        if (value instanceof java.sql.Date || value instanceof LocalDate) {
            return Long.toString(LocalDate.parse(value.toString()).toEpochDay());
        }
        return switch (row.schema().fields()[column].dataType().typeName()) {
            case "array" -> row.getList(column).toString();
            case "map" -> new TreeMap<>(row.getJavaMap(column)).toString();
            default -> value.toString();
        };
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(new TreeSet<>(files.toList()));
        }
    }
}
