package dev.vitals.cli.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What all kinds of trials need. */
final class Trials {
    /** Exit codes of a verb that did what it was told, or found it done. */
    static final int FINE = 0;

    static final int NOTHING_TO_DO = 4;

    private static final int PATIENCE = 20;

    private Trials() {}

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) * 1e-9;
    }

    /** @throws IllegalStateException when it was attempted so often that something else must be wrong */
    static void requirePatience(int attempts, String what) {
        if (attempts >= PATIENCE) {
            throw new IllegalStateException("%s in %d attempts.".formatted(what, attempts));
        }
    }

    /** @throws IllegalStateException when something is not as it should be and no trial tells it */
    static void requireTrials(List<?> trials, List<String> differences) {
        if (trials.isEmpty() && !differences.isEmpty()) {
            throw new IllegalStateException("Without any fault, " + differences);
        }
    }

    /** Whether a verb ended with one sentence for people, without the name of a class, whatever the engine logged before. */
    static boolean isOneSentence(List<String> lines) {
        List<String> said =
                lines.stream().filter(line -> line.contains("vitals: ")).toList();
        return said.size() == 1
                && said.get(0).startsWith("vitals: ")
                && said.get(0).equals(lines.get(lines.size() - 1))
                && !said.get(0).contains("Exception");
    }

    /** The places of two hundred trials would fill a small disk. */
    static void remove(Path place) {
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + place, e);
        }
    }
}
