package dev.vitals.cli.fuzz;

import com.github.luben.zstd.ZstdOutputStream;
import dev.vitals.job.land.Adapter;
import dev.vitals.job.land.LineReader;
import dev.vitals.job.land.Lines;
import dev.vitals.job.land.Outcome;
import dev.vitals.job.land.RawRecords;
import dev.vitals.job.land.Reasons;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * Makes files of changed lines, packed and damaged as files are, and holds what their reader delivers against a cutter of
 * its own: no line lost, none twice, none joined that does not belong together.
 */
final class FileTrial {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MOST_LINES = 60;
    /** Of so many files one has a line at the limit of what is read. */
    private static final int LONG_LINES = 2_000;

    private final String source;
    private final Door door;
    private final Promises promises;
    private final SplittableRandom random;

    FileTrial(String source, Door door, Promises promises, SplittableRandom random) {
        this.source = source;
        this.door = door;
        this.promises = promises;
        this.random = random;
    }

    /**
     * A file as it lies in the landing folder.
     *
     * @param content what was packed
     * @param isWhole whether nothing happened to it since
     * @param mayLoseItsEnd whether what happened can't be seen in the file
     */
    record Delivered(String name, byte[] bytes, byte[] content, boolean isWhole, boolean mayLoseItsEnd) {}

    Delivered make(Seed seed, Corpus corpus, Mutator mutator) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (seed.header() != null) {
            content.write(seed.header());
            content.write('\n');
        }
        int lines = random.nextInt(MOST_LINES);
        for (int i = 0; i < lines; i++) {
            Seed other = corpus.draw();
            if (random.nextInt(20) == 0) {
                content.write(MARK);
            }
            if (random.nextInt(3) == 0) {
                Scratch changed = mutator.mutate(other.line(), seed.line());
                content.write(changed.buffer(), changed.offset(), changed.length());
            } else {
                content.write(other.line());
            }
            content.write(lineBreak());
        }
        if (random.nextInt(LONG_LINES) == 0) {
            byte[] line = new byte[LineReader.LONGEST_LINE + (random.nextBoolean() ? 9 : -9)];
            Arrays.fill(line, (byte) ('a' + random.nextInt(26)));
            content.write(line);
            content.write('\n');
            content.write(seed.line());
        }
        return packed(seed.path(), content.toByteArray());
    }

    private byte[] lineBreak() {
        String[] breaks = {"\n", "\n", "\n", "\n", "\r\n", "\n\n", "\r\r\n", "\n \n", "\0\n", ""};
        return breaks[random.nextInt(breaks.length)].getBytes(StandardCharsets.US_ASCII);
    }

    private Delivered packed(String path, byte[] content) throws IOException {
        int members = 1 + random.nextInt(3);
        return switch (random.nextInt(4)) {
            case 0 -> damaged(path + ".gz", content, members, GZIPOutputStream::new);
            case 1 -> damaged(path + ".zst", content, members, ZstdOutputStream::new);
            default -> new Delivered(path, content, content, true, false);
        };
    }

    private interface Packer {
        OutputStream open(OutputStream out) throws IOException;
    }

    /** Packs a file in so many pieces, as appending writers do; half of the files are damaged then. */
    private Delivered damaged(String name, byte[] content, int members, Packer packer) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            int from = (int) ((long) content.length * i / members);
            int to = (int) ((long) content.length * (i + 1) / members);
            try (OutputStream out = packer.open(file)) {
                out.write(content, from, to - from);
            }
            ends.add(file.size());
        }
        byte[] whole = file.toByteArray();
        byte[] bytes = whole;
        boolean isGzip = name.endsWith(".gz");
        int at = random.nextInt(whole.length);
        boolean mayLoseItsEnd = false;
        switch (random.nextInt(6)) {
            case 0 -> {
                bytes = Arrays.copyOf(whole, at);
                mayLoseItsEnd = at == 0 || ends.contains(at);
            }
            case 1 -> {
                bytes = whole.clone();
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                // Zstandard is written without checksums.
                mayLoseItsEnd = !isGzip;
            }
            case 2 -> {
                bytes = Arrays.copyOf(whole, whole.length + 1 + random.nextInt(20));
                for (int i = whole.length; i < bytes.length; i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
            }
            default -> {
                // Whole.
            }
        }
        return new Delivered(name, bytes, content, bytes == whole, mayLoseItsEnd);
    }

    /** Reads the file as the product does; says how many lines it had. */
    int read(Delivered file, Seed seed, Tally tally) throws IOException {
        List<byte[]> expected = cut(file.content);
        List<byte[]> delivered = new ArrayList<>();
        Adapter adapter = door.adapter(source, seed.path());
        if (adapter.looksAhead()) {
            try (Lines lines = open(file)) {
                while (lines.next()) {
                    if (lines.rejection() == null) {
                        adapter.lookAhead(lines.buffer(), lines.offset(), lines.length());
                    }
                }
            }
        }
        boolean breaksOff = false;
        long number = 0;
        long before = tally.landed + tally.quarantined + tally.ignored + tally.blank;
        try (Lines lines = open(file)) {
            while (lines.next()) {
                Promises.holds(lines.lineNumber() > number, "the numbers of lines grow");
                number = lines.lineNumber();
                Outcome outcome = lines.rejection() != null
                        ? lines.rejection()
                        : adapter.parse(lines.buffer(), lines.offset(), lines.length());
                // Names of other columns may stand above a record, so that whom it shows is looked for line by line
                // alone.
                if (!source.equals("csv") || !(outcome instanceof Outcome.Event)) {
                    promises.check(outcome, seed, lines.buffer(), lines.offset(), lines.length());
                }
                breaksOff |= outcome instanceof Outcome.Rejected rejected
                        && rejected.reason().equals(Reasons.TRUNCATED_FILE);
                tally.count(outcome);
                delivered.add(Arrays.copyOfRange(lines.buffer(), lines.offset(), lines.offset() + lines.length()));
            }
        }
        tally.files++;
        long after = tally.landed + tally.quarantined + tally.ignored + tally.blank;
        Promises.holds(after - before == delivered.size(), "every line has one outcome");
        if (file.isWhole) {
            Promises.holds(!breaksOff, "a whole file does not break off");
            compare(expected, delivered);
            compareRecords(file);
        } else if (!file.mayLoseItsEnd && !breaksOff) {
            compare(expected, delivered);
        }
        return delivered.size();
    }

    private Lines open(Delivered file) throws IOException {
        return door.lines(source, new Trickle(file.bytes, random.split()), file.name);
    }

    /** The lines of csv may be joined, with their breaks between them. */
    private void compare(List<byte[]> expected, List<byte[]> delivered) {
        if (source.equals("csv")) {
            Promises.holds(
                    Arrays.equals(joined(expected), joined(delivered)), "the records of a file are the lines of it");
            return;
        }
        Promises.holds(expected.size() == delivered.size(), "each line of a file is delivered once");
        for (int i = 0; i < expected.size(); i++) {
            byte[] line = expected.get(i);
            int kept = line.length > LineReader.LONGEST_LINE ? LineReader.KEPT_OF_LONG_LINE : line.length;
            Promises.holds(
                    Arrays.equals(Arrays.copyOf(line, kept), delivered.get(i)),
                    "a line is delivered as it stands in the file");
        }
    }

    private static byte[] joined(List<byte[]> lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            int kept = line.length > LineReader.LONGEST_LINE ? LineReader.KEPT_OF_LONG_LINE : line.length;
            all.write(line, 0, kept);
            all.write('\n');
        }
        return all.toByteArray();
    }

    /** What erasure writes back is the file, byte for byte. */
    private void compareRecords(Delivered file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(file.content.length);
        try (RawRecords records = RawRecords.of(source, new ByteArrayInputStream(file.bytes), file.name)) {
            for (byte[] record = records.next(); record.length > 0; record = records.next()) {
                all.write(record);
            }
        }
        Promises.holds(Arrays.equals(all.toByteArray(), file.content), "the raw records of a file are the file");
    }

    /** The lines of a text, by the plainest means. */
    private static List<byte[]> cut(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            boolean isEnd = i == content.length;
            if (isEnd ? start < i : content[i] == '\n') {
                int from = start;
                if (i - from >= MARK.length && Arrays.equals(content, from, from + MARK.length, MARK, 0, MARK.length)) {
                    from += MARK.length;
                }
                int to = i > from && content[i - 1] == '\r' ? i - 1 : i;
                lines.add(Arrays.copyOfRange(content, from, to));
                start = i + 1;
            }
        }
        return lines;
    }

    /** Gives as few bytes at a time as it likes, as networks do. */
    private static final class Trickle extends InputStream {
        private final byte[] bytes;
        private final SplittableRandom random;
        private int at;

        Trickle(byte[] bytes, SplittableRandom random) {
            this.bytes = bytes;
            this.random = random;
        }

        @Override
        public int read() {
            return at < bytes.length ? bytes[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int most = random.nextBoolean() ? 1 + random.nextInt(64) : 1 << 16;
            int read = Math.min(Math.min(most, length), bytes.length - at);
            System.arraycopy(bytes, at, into, offset, read);
            at += read;
            return read;
        }
    }
}
