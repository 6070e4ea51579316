package dev.vitals.warehouse.landing;

import com.github.luben.zstd.ZstdOutputStream;
import dev.vitals.job.land.RawRecords;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.WarehouseException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Takes people out of the files that were delivered: a record that holds any of their ids or names is overwritten with blanks.
 *
 * <p>A file keeps its length and its time, if its filesystem lets a time be set, and so stays the file that has landed: a
 * compressed one is filled up with what its readers pass over. Where that can't be, the file lands once more, and all that is
 * left in it is known. Each file is replaced at once; one that was not reached when a run ended is reached by the next.
 */
public final class ArchiveErasure {
    private static final String DRAFT = ".erase.tmp";
    private static final int SKIPPABLE = 0x184D2A50;
    private static final int SKIPPABLE_HEADER = 8;
    private static final int MAGIC_BYTES = 4;

    private final Path root;
    private final LandingFolder folder;
    private final FileSystem files;
    private final Progress progress;

    private ArchiveErasure(Path root, LandingFolder folder, FileSystem files, Progress progress) {
        this.root = root;
        this.folder = folder;
        this.files = files;
        this.progress = progress;
    }

    /** @throws WarehouseException when there is no such folder */
    public static ArchiveErasure at(String uri, Configuration conf, Progress progress) {
        LandingFolder folder = LandingFolder.at(uri, conf);
        try {
            FileSystem files = new Path(uri).getFileSystem(conf);
            // Checksums beside a delivered file were not delivered.
            return new ArchiveErasure(
                    new Path(uri),
                    folder,
                    files instanceof ChecksumFileSystem checked ? checked.getRawFileSystem() : files,
                    progress);
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    /**
     * What was overwritten.
     *
     * @param files files that were replaced
     * @param records records in them that hold them no more
     * @param masked of these, records that tell of somebody under a hold and keep all but the ids and names
     */
    public record Blanked(long files, long records, long masked) {
        private Blanked plus(Blanked other) {
            return new Blanked(files + other.files, records + other.records, masked + other.masked);
        }
    }

    /**
     * Files below the folder that no night reads, those being uploaded for example, and that hold any of these or can't be
     * read; sorted.
     */
    public List<String> othersWith(Needles needles) {
        List<String> others = new ArrayList<>();
        try {
            finishDrafts();
            Set<String> delivered = all().stream().map(LandingFile::uri).collect(Collectors.toSet());
            RemoteIterator<LocatedFileStatus> every = files.listFiles(root, true);
            while (every.hasNext()) {
                Path path = every.next().getPath();
                if (!delivered.contains(path.toString()) && mayHold(path, needles)) {
                    others.add(files.makeQualified(root)
                            .toUri()
                            .relativize(path.toUri())
                            .getPath());
                }
            }
        } catch (IOException e) {
            throw unreadable(root.toString(), e);
        }
        others.sort(null);
        return others;
    }

    /** Its name may say nothing of how it is packed. */
    private boolean mayHold(Path path, Needles needles) {
        try (InputStream in = new BufferedInputStream(files.open(path))) {
            in.mark(MAGIC_BYTES);
            Packing packing = Packing.of(in.readNBytes(MAGIC_BYTES));
            in.reset();
            if (packing == Packing.UNKNOWN) {
                return true;
            }
            try (RawRecords records = RawRecords.of("", in, "file" + packing.ending)) {
                return isAnyIn(records, needles);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** How a file is packed, by its first bytes. */
    private enum Packing {
        NONE(""),
        GZIP(".gz", "1f8b"),
        ZSTD(".zst", "28b52ffd"),
        /** Zip, bzip2 and xz, which cannot be looked into. */
        UNKNOWN(null, "504b0304", "425a68", "fd377a58");

        private final String ending;
        private final List<String> magic;

        Packing(String ending, String... magic) {
            this.ending = ending;
            this.magic = List.of(magic);
        }

        private static Packing of(byte... first) {
            String hex = HexFormat.of().formatHex(first);
            return Stream.of(GZIP, ZSTD, UNKNOWN)
                    .filter(each -> each.magic.stream().anyMatch(hex::startsWith))
                    .findFirst()
                    .orElse(NONE);
        }
    }

    /** Names that the records tell of people of these ids. */
    public Set<String> names(Set<String> ids) {
        Needles needles = new Needles(ids);
        NameFinder finder = new NameFinder(ids);
        List<LandingFile> all = all();
        for (LandingFile file : all) {
            progress.at("look for names in " + file.path(), all.indexOf(file), all.size());
            try (RawRecords records = records(file)) {
                for (byte[] record = records.next(); record.length > 0; record = records.next()) {
                    if (needles.areIn(record)) {
                        finder.look(record);
                    }
                }
            } catch (IOException e) {
                throw unreadable(file.uri(), e);
            }
        }
        return finder.names();
    }

    /**
     * Overwrites all records that hold any of these.
     *
     * @param held people of whom nothing may be deleted: a record that tells of them too loses the ids and names alone
     */
    public Blanked blank(Needles needles, HeldPeople held) {
        try {
            finishDrafts();
        } catch (IOException e) {
            throw unreadable(root.toString(), e);
        }
        Blanked sum = new Blanked(0, 0, 0);
        List<LandingFile> all = all();
        for (LandingFile file : all) {
            progress.at("erase from " + file.path(), all.indexOf(file), all.size());
            try {
                if (isAnyIn(file, needles)) {
                    sum = sum.plus(replace(file, needles, held));
                }
            } catch (IOException e) {
                throw unreadable(file.uri(), e);
            }
        }
        return sum;
    }

    private boolean isAnyIn(LandingFile file, Needles needles) throws IOException {
        try (RawRecords records = records(file)) {
            return isAnyIn(records, needles);
        }
    }

    private static boolean isAnyIn(RawRecords records, Needles needles) throws IOException {
        for (byte[] record = records.next(); record.length > 0; record = records.next()) {
            if (needles.areIn(record)) {
                return true;
            }
        }
        return false;
    }

    private Blanked replace(LandingFile file, Needles needles, HeldPeople held) throws IOException {
        Path path = new Path(file.uri());
        Path draft = new Path(path.getParent(), "." + path.getName() + DRAFT);
        long blanked = 0;
        long masked = 0;
        try (FSDataOutputStream bytes = files.create(draft, true)) {
            try (RawRecords records = records(file);
                    OutputStream out = compressed(file, new BufferedOutputStream(new Unclosed(bytes)))) {
                for (byte[] record = records.next(); record.length > 0; record = records.next()) {
                    if (needles.areIn(record)) {
                        boolean isHeld = held.areIn(record);
                        record = isHeld ? needles.masked(record) : blank(record);
                        masked += isHeld ? 1 : 0;
                        blanked++;
                    }
                    out.write(record);
                }
            }
            bytes.write(filling(file, file.lengthBytes() - bytes.getPos()));
        }
        files.setPermission(draft, files.getFileStatus(path).getPermission());
        files.setTimes(draft, file.modifiedAt().toEpochMilli(), -1);
        if (masked > 0) {
            requireTheSame(draft, file);
        }
        putInPlace(draft, path);
        return new Blanked(1, blanked, masked);
    }

    /** A file of another length or time lands once more: blank records add nothing, but masked ones would be new events. */
    private void requireTheSame(Path draft, LandingFile file) throws IOException {
        FileStatus now = files.getFileStatus(draft);
        if (now.getLen() != file.lengthBytes()
                || now.getModificationTime() != file.modifiedAt().toEpochMilli()) {
            files.delete(draft, false);
            throw new WarehouseException(
                    "%s holds records that tell of somebody under a legal hold too, and it can't keep its length and time here: it would land once more. Move it out of the landing folder, and look after it by hand; then ./vitals erase --resume."
                            .formatted(file.uri()));
        }
    }

    /** Where a filesystem can't rename onto a file, the old one goes first; {@link #finishDrafts} knows of that. */
    private void putInPlace(Path draft, Path path) throws IOException {
        if (!files.rename(draft, path)) {
            files.delete(path, false);
            if (!files.rename(draft, path)) {
                throw new IOException("the file without them could not be put in its place; it is " + draft);
            }
        }
    }

    /** A run that was killed may have left a draft: a whole one where its file is gone already, else one to be made anew. */
    private void finishDrafts() throws IOException {
        RemoteIterator<LocatedFileStatus> all = files.listFiles(root, true);
        while (all.hasNext()) {
            Path draft = all.next().getPath();
            String name = draft.getName();
            if (name.startsWith(".") && name.endsWith(DRAFT)) {
                Path path = new Path(draft.getParent(), name.substring(1, name.length() - DRAFT.length()));
                if (files.exists(path)) {
                    files.delete(draft, false);
                } else {
                    putInPlace(draft, path);
                }
            }
        }
    }

    /** All but its line breaks. */
    private static byte[] blank(byte... record) {
        for (int i = 0; i < record.length; i++) {
            if (record[i] != '\n' && record[i] != '\r') {
                record[i] = ' ';
            }
        }
        return record;
    }

    /** A compressed file is shorter now: gzip passes over NULs behind its end, zstd over a frame that says so. */
    private static byte[] filling(LandingFile file, long missing) {
        if (missing <= 0 || isZstd(file) && missing < SKIPPABLE_HEADER) {
            return new byte[0];
        }
        byte[] filling = new byte[Math.toIntExact(missing)];
        if (isZstd(file)) {
            ByteBuffer.wrap(filling)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(SKIPPABLE)
                    .putInt(filling.length - SKIPPABLE_HEADER);
        }
        return filling;
    }

    /** A compressor ends by closing what it writes to, and the filling comes after that. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    private RawRecords records(LandingFile file) throws IOException {
        return RawRecords.of(file.source(), files.open(new Path(file.uri())), file.path());
    }

    private static OutputStream compressed(LandingFile file, OutputStream out) throws IOException {
        if (isZstd(file)) {
            return new ZstdOutputStream(out);
        }
        return endsWith(file, ".gz", ".gzip") ? new GZIPOutputStream(out) : out;
    }

    private static boolean isZstd(LandingFile file) {
        return endsWith(file, ".zst", ".zstd");
    }

    private static boolean endsWith(LandingFile file, String... endings) {
        return Arrays.stream(endings).anyMatch(file.path().toLowerCase(Locale.ROOT)::endsWith);
    }

    private List<LandingFile> all() {
        List<LandingFile> all = new ArrayList<>();
        folder.sources().forEach(source -> all.addAll(folder.files(source)));
        return all;
    }

    private static WarehouseException unreadable(String what, IOException e) {
        return new WarehouseException(
                "%s could not be gone through for what is to be erased (%s). Mend it or take it away, then start the same erasure again: it goes on where it stopped."
                        .formatted(what, e.getMessage()),
                e);
    }
}
