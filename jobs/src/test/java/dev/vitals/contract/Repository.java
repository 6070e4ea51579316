package dev.vitals.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds files of the repository, from the module's folder in which Maven runs tests or from the root itself. */
final class Repository {
    private Repository() {}

    /** The folder {@code schemas}. */
    static Path schemas() {
        Path inRoot = Path.of("schemas");
        return Files.isDirectory(inRoot) ? inRoot : Path.of("..", "schemas");
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " can't be read: " + e.getMessage(), e);
        }
    }
}
