package dev.vitals.cli;

import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
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
        try {
            why = tryOut(folder.toAbsolutePath().normalize());
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

    /** Why a folder can't be written to, nothing when it can. */
    private static String tryOut(Path folder) throws IOException {
        Deque<Path> made = new ArrayDeque<>();
        try {
            make(folder, made);
            return Files.isWritable(folder) ? "" : "it may not be written to";
        } finally {
            deleteEmpty(made);
        }
    }

    /** Makes a folder and those above it that are not there, and notes which these were, the deepest first. */
    private static void make(Path folder, Deque<Path> made) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        make(folder.getParent(), made);
        try {
            Files.createDirectory(folder);
            made.push(folder);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Deletes folders in their order up to the first in which there is something. */
    static void deleteEmpty(Iterable<Path> folders) throws IOException {
        for (Path folder : folders) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException e) {
                return;
            }
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
