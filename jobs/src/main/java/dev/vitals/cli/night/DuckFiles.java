package dev.vitals.cli.night;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds delivered files, and makes those readable whose first line DuckDB would lose to a byte order mark before it. */
final class DuckFiles {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Path scratch;

    /** @param scratch folder for copies, which is made where one is needed */
    DuckFiles(Path scratch) {
        this.scratch = scratch;
    }

    /** Files under a folder that are not among those known by their paths, in order. */
    List<Path> newFiles(Path folder, Set<String> known) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !known.contains(file.toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't list the files to land in " + folder, e);
        }
    }

    static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't see how large a landed file is: " + file, e);
        }
    }

    /** The file itself, or a copy without its mark; a mark in a file packed with zstd is not found. */
    Path withoutMark(Path file) {
        try (InputStream in = open(file)) {
            byte[] start = in.readNBytes(MARK.length);
            if (!Arrays.equals(start, MARK)) {
                return file;
            }
            Files.createDirectories(scratch);
            Path copy = Files.createTempFile(scratch, "without-mark", ".ndjson");
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the start of " + file, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    /** Takes the copies away. */
    void clear() {
        if (!Files.isDirectory(scratch)) {
            return;
        }
        try (Stream<Path> copies = Files.list(scratch)) {
            for (Path copy : copies.toList()) {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't take away copies of delivered files in " + scratch, e);
        }
    }
}
