package dev.vitals.cli.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Copies of warehouses for nights that all begin with the same. */
final class Stores {
    private Stores() {}

    /** A whole copy, byte for byte. */
    static void copy(Path from, Path to) {
        copyLinked(from, to, file -> false);
    }

    /** A copy of a warehouse of ours, whose data files are written once and never again, so that a second name for them is enough. */
    static void copyOurs(Path from, Path to) {
        copyLinked(
                from,
                to,
                file -> file.toString().endsWith(".parquet") && !file.toString().contains("_delta_log"));
    }

    /** A copy in which some files are links to the same bytes, where the file system has such links. */
    static void copyLinked(Path from, Path to, Predicate<Path> isLinked) {
        try (Stream<Path> paths = Files.walk(from)) {
            Files.createDirectories(to.toAbsolutePath().getParent());
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path));
                if (!Files.isRegularFile(path) || !isLinked.test(path) || !isLinked(target, path)) {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't copy " + from + " to " + to, e);
        }
    }

    private static boolean isLinked(Path target, Path path) throws IOException {
        try {
            Files.createLink(target, path);
            return true;
        } catch (UnsupportedOperationException e) {
            return false;
        }
    }

    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete " + folder, e);
        }
    }
}
