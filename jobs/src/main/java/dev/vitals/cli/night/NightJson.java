package dev.vitals.cli.night;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What processes of a benchmark tell each other. */
final class NightJson {
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private NightJson() {}

    /** One cell a line. */
    static void writeCells(List<NightCell> cells, Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (NightCell cell : cells) {
                out.write(MAPPER.writeValueAsString(cell));
                out.newLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The numbers can't be written to " + file, e);
        }
    }

    static List<NightCell> readCells(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> read(line, NightCell.class)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The numbers can't be read from " + file, e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (IOException e) {
            throw new UncheckedIOException("This is no JSON of a " + type.getSimpleName() + ": " + json, e);
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + value.getClass() + " as JSON", e);
        }
    }
}
