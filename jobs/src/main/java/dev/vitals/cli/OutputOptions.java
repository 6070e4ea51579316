package dev.vitals.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vitals.warehouse.Progress;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Options of every verb that tells what it did: for people, or as JSON for machines. */
final class OutputOptions {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @Option(names = "--json", description = "Print the outcome as JSON")
    private boolean json;

    @Option(names = "--quiet", description = "No progress")
    private boolean quiet;

    <T> void print(T outcome, Function<T, String> text) {
        System.out.println(json ? toJson(outcome) : text.apply(outcome));
    }

    boolean isJson() {
        return json;
    }

    /** Only the launcher knows whether the stream for errors is a terminal: Java asks about the other two. */
    Progress progress() {
        return quiet ? Progress.SILENT : new ProgressLine(System.err, Boolean.getBoolean("vitals.terminal"));
    }

    static String toJson(Object value) {
        return written(JSON.writer(), value);
    }

    /** JSON without line breaks. */
    static String toJsonLine(Object value) {
        return written(JSON.writer().without(SerializationFeature.INDENT_OUTPUT), value);
    }

    private static String written(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Can't write " + value.getClass() + " as JSON", e);
        }
    }
}
