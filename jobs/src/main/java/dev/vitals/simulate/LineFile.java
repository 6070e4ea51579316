package dev.vitals.simulate;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** A file of lines that knows how many of them are events, shared-chat copies, repetitions and garbage. */
final class LineFile {
    private static final int FLUSH_AT = 1 << 15;
    /** Opening the file again costs more than a write. */
    private static final int FLUSH_SPOOL_AT = 1 << 17;

    /** What a file holds; {@code copyOf} names the file it repeats. */
    record Truth(
            String path,
            int night,
            Kind kind,
            long lines,
            long events,
            long copies,
            long duplicates,
            long bad,
            String copyOf,
            String note) {}

    private final int night;
    private final Kind kind;
    private Path path;
    private OutputStream out;
    private byte[] buffer = new byte[512];
    private int used;
    private long events;
    private long copies;
    private long duplicates;
    private long bad;

    private LineFile(Path path, int night, Kind kind) {
        this.path = path;
        this.night = night;
        this.kind = kind;
    }

    /** Streams into its final place, packed when the name ends in .gz. */
    static LineFile create(Path path, int night, Kind kind) {
        LineFile file = new LineFile(path, night, kind);
        file.out = openTo(path);
        return file;
    }

    /** Collects in memory and appends to disk now and then, so that hundreds may wait without an open handle. */
    static LineFile spool(Path path, int night, Kind kind) {
        return new LineFile(path, night, kind);
    }

    void event(EventWriter event) {
        write(event.bytes(), event.length());
        events++;
    }

    /** A message as another channel of the same shared chat shows it. */
    void copy(EventWriter event) {
        write(event.bytes(), event.length());
        copies++;
    }

    void duplicate(byte[] line, int length) {
        write(line, length);
        duplicates++;
    }

    void garbage(byte[] line) {
        write(line, line.length);
        bad++;
    }

    long lines() {
        return events + copies + duplicates + bad;
    }

    int night() {
        return night;
    }

    Path path() {
        return path;
    }

    Truth truth(Path root, String copyOf, String note) {
        return new Truth(relative(root, path), night, kind, lines(), events, copies, duplicates, bad, copyOf, note);
    }

    /** What a second delivery of this file holds: nothing new. */
    Truth resent(Path root, Path copy, int copyNight) {
        String note = "the same file under another name";
        return new Truth(
                relative(root, copy), copyNight, kind, lines(), 0, 0, lines() - bad, bad, relative(root, path), note);
    }

    private static String relative(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    void close() {
        flush();
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw failed(e);
            }
            out = null;
        }
    }

    /** Moves a closed spool to its place; a dressed one gets a byte order mark and CRLF line ends. */
    void moveTo(Path target, boolean dressed) {
        try {
            Files.createDirectories(target.getParent());
            if (!dressed && !target.toString().endsWith(".gz")) {
                Files.move(path, target, StandardCopyOption.REPLACE_EXISTING);
            } else {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
                        OutputStream to = openTo(target)) {
                    if (dressed) {
                        dress(in, to);
                    } else {
                        in.transferTo(to);
                    }
                }
                Files.delete(path);
            }
        } catch (IOException e) {
            throw failed(e);
        }
        path = target;
    }

    void copyTo(Path target) {
        try {
            Files.createDirectories(target.getParent());
            Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void dress(InputStream in, OutputStream to) throws IOException {
        to.write("\uFEFF".getBytes(StandardCharsets.UTF_8));
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                to.write('\r');
            }
            to.write(b);
        }
    }

    private static OutputStream openTo(Path path) {
        try {
            Files.createDirectories(path.getParent());
            OutputStream file = Files.newOutputStream(path);
            return path.toString().endsWith(".gz") ? new FastGzip(file) : new BufferedOutputStream(file, 1 << 17);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not create " + path + "; is the folder writable, the disk full?", e);
        }
    }

    private void write(byte[] bytes, int length) {
        int flushAt = out != null ? FLUSH_AT : FLUSH_SPOOL_AT;
        if (used + length > flushAt) {
            flush();
        }
        if (used + length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(used + length, Math.min(flushAt, buffer.length * 2)));
        }
        System.arraycopy(bytes, 0, buffer, used, length);
        used += length;
    }

    private void flush() {
        try {
            if (out != null) {
                out.write(buffer, 0, used);
            } else {
                Files.createDirectories(path.getParent());
                try (OutputStream append =
                        Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    append.write(buffer, 0, used);
                }
            }
        } catch (IOException e) {
            throw failed(e);
        }
        used = 0;
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("Could not write " + path + "; is the folder writable, the disk full?", e);
    }

    /** Speed before size. */
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(1);
        }
    }
}
