package dev.vitals.cli;

import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders that a verb makes and removes. */
final class Folders {
    private Folders() {}

    /**
     * Makes sure that a folder can be written to, before hours are spent on what is to go there; it is not left behind.
     *
     * @throws WarehouseException when it can't
     */
    static void prepare(Path folder) {
        String why;
        Path first = folder.toAbsolutePath().normalize();
        try {
            while (!Files.exists(first.getParent())) {
                first = first.getParent();
            }
            boolean isNew = !Files.exists(first);
            Files.createDirectories(folder);
            why = Files.isWritable(folder) ? "" : "it may not be written to";
            if (isNew) {
                delete(first);
            }
        } catch (FileAlreadyExistsException e) {
            why = e.getFile() + " is a file";
        } catch (AccessDeniedException e) {
            why = e.getFile() + " may not be written to";
        } catch (IOException e) {
            why = "no folder can be made there (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")";
        }
        if (!why.isEmpty()) {
            throw new WarehouseException(
                    "Nothing can be written to %s: %s. Name another folder with --out, or change its rights."
                            .formatted(folder.toAbsolutePath(), why));
        }
    }

    /** Whether it is a folder with nothing in it. */
    static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    /** Deletes a folder with all that is in it, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(path + " can't be deleted", e);
                }
            });
        }
    }
}
