package dev.vitals.cli.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A line to begin from.
 *
 * <p>People have ids that begin with {@link Traces#ID} in the lines that Vitals brings, names that begin with {@link
 * Traces#NAME}, and prose that is nobody's business begins with {@link Traces#PROSE}.
 *
 * @param path of its file below the source folder
 * @param header the line that names its columns, of csv; else null
 */
record Seed(String path, byte[] header, byte[] line) {
    Seed with(byte[] other) {
        return new Seed(path, header, other);
    }

    /** A line for each thing that the adapter of the source knows or refuses, each found by its own outcome. */
    static List<Seed> of(String source) {
        List<Seed> seeds = new ArrayList<>();
        for (String line : resource(source + ".seeds").split("\n")) {
            if (source.equals("csv")) {
                String[] parts = line.split("\t", 3);
                seeds.add(new Seed(parts[0], bytes(parts[1]), bytes(parts[2])));
            } else {
                seeds.add(new Seed("a/file", null, bytes(line)));
            }
        }
        return seeds;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String resource(String name) {
        try (InputStream in = Seed.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
