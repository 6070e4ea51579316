package dev.vitals.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vitals.contract.Contracts;
import dev.vitals.testing.SparkSessions;
import dev.vitals.warehouse.Warehouse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * A verb run as the launcher runs it, except that it joins the Spark session of the tests and leaves it open.
 *
 * @param exitCode what the shell would see
 * @param out what it printed
 * @param err what it complained of
 */
record Launch(int exitCode, String out, String err) {

    static Launch of(String... args) {
        return with(Map.of(), args);
    }

    static Launch with(Map<String, String> environment, String... args) {
        return reading("", environment, args);
    }

    /** With a text on standard input. */
    static Launch reading(String in, Map<String, String> environment, String... args) {
        return made(new SharedSession(), in, environment, args);
    }

    /** A verb to which this happens as soon as it works on its warehouse. */
    static Launch failing(RuntimeException failure, String... args) {
        IFactory factory = new IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == SparkOptions.class
                        ? type.cast(new Failing(failure))
                        : CommandLine.defaultFactory().create(type);
            }
        };
        return made(factory, "", Map.of(), args);
    }

    /** What the launcher trains Java by. */
    static Launch trained(Path folder) {
        return captured("", () -> {
            try {
                return Training.in(folder, new SharedSession());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Launch made(IFactory factory, String in, Map<String, String> environment, String... args) {
        return captured(in, () -> Main.run(environment, factory, args));
    }

    private static Launch captured(String in, IntSupplier verb) {
        InputStream usualIn = System.in;
        PrintStream usualOut = System.out;
        PrintStream usualErr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int exitCode = verb.getAsInt();
            return new Launch(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(usualIn);
            System.setOut(usualOut);
            System.setErr(usualErr);
        }
    }

    /** What was printed, which must be one JSON value and nothing else. */
    JsonNode json() {
        try {
            return new ObjectMapper()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("This is no JSON: " + out, e);
        }
    }

    /** Makes every verb's options as picocli does, but for those that open a session. */
    private static final class SharedSession implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == SparkOptions.class
                    ? type.cast(new Joined())
                    : CommandLine.defaultFactory().create(type);
        }
    }

    private static final class Joined extends SparkOptions {
        @Override
        <T> T with(String uri, Function<Warehouse, T> work) {
            return work.apply(Warehouse.at(SparkSessions.shared(), uri, Contracts.load()));
        }
    }

    private static final class Failing extends SparkOptions {
        private final RuntimeException failure;

        Failing(RuntimeException failure) {
            this.failure = failure;
        }

        @Override
        <T> T with(String uri, Function<Warehouse, T> work) {
            throw failure;
        }
    }
}
