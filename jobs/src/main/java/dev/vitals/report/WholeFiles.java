package dev.vitals.report;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that readers see as they were or as they are, never half of them. */
public final class WholeFiles {
    private WholeFiles() {}

    /** Writes the content of a file to the path that it is given. */
    public interface Content {
        void write(Path file) throws IOException;
    }

    /** Puts a text in place of what stands there. */
    static void replace(Path file, String text) throws IOException {
        replace(file, half -> Files.writeString(half, text));
    }

    /**
     * Puts a new file in place of what stands there.
     *
     * @throws IOException when it can't be written; what stood there stands, and nothing is left beside it
     */
    public static void replace(Path file, Content content) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        try {
            content.write(half);
            move(half, file);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static void move(Path half, Path file) throws IOException {
        try {
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
