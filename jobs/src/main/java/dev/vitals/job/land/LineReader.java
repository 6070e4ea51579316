package dev.vitals.job.land;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a file, or a byte range of one, into lines without copying them.
 *
 * <p>Ends of line are LF or CRLF; a byte order mark at the start of a line is skipped (files get joined); the last line
 * needs no end, unless that is asked for; NUL bytes stay for the adapter to judge. Memory is bounded by the longest line
 * allowed.
 */
public final class LineReader implements Lines {
    /** Longer lines are skipped to their end. */
    public static final int LONGEST_LINE = 8 << 20;
    /** As much of a line as quarantine keeps. */
    public static final int KEPT_OF_LONG_LINE = 64 << 10;

    private static final int CHUNK = 256 << 10;

    private final Decompression.Source source;
    private final long lastStart;
    private final int longest;
    private InputStream in;
    private byte[] buffer;
    private int position;
    private int limit;
    private boolean isAtEnd;
    private boolean needsLastLineBreak;
    private long consumed;
    private String broken;
    private long lineNumber;
    private byte[] lineBuffer;
    private int offset;
    private int length;
    private Outcome.Rejected rejection;

    private LineReader(Decompression.Source source, long start, long lastStart, long linesBefore, int longest) {
        this.source = source;
        this.in = source;
        this.consumed = start;
        this.lastStart = lastStart;
        this.lineNumber = linesBefore;
        this.longest = longest;
        this.buffer = new byte[Math.min(CHUNK, longest + 2)];
        this.lineBuffer = buffer;
    }

    /** All lines of a file, decompressed as the ending of its name asks. */
    public static LineReader whole(InputStream in, String fileName) throws IOException {
        return whole(in, fileName, LONGEST_LINE);
    }

    /** The same with another bound for the longest line, in bytes. */
    public static LineReader whole(InputStream in, String fileName, int longest) throws IOException {
        Decompression.Source source = new Decompression.Source(in);
        LineReader reader = new LineReader(source, 0, Long.MAX_VALUE, 0, longest);
        try {
            reader.in = Decompression.open(source, fileName);
        } catch (IOException e) {
            reader.breakOff(e);
        }
        return reader;
    }

    /**
     * The lines of a plain file that begin after {@code start} and not after {@code end} (with {@code start} 0, also the
     * first one). Ranges that touch give every line of the file exactly once.
     *
     * @param in the file from byte {@code start} on
     * @param linesBefore number of LF bytes before {@code start}, see {@link #newlines}
     */
    public static LineReader range(InputStream in, long start, long end, long linesBefore) throws IOException {
        LineReader reader = new LineReader(new Decompression.Source(in), start, end, linesBefore, LONGEST_LINE);
        if (start > 0) {
            reader.skipToNewline();
            reader.lineNumber++;
        }
        return reader;
    }

    /** Rejects a last line without an end, which may be the beginning of one. */
    void requireLastLineBreak() {
        needsLastLineBreak = true;
    }

    /** How many LF bytes the next {@code bytes} bytes of a stream hold. */
    public static long newlines(InputStream in, long bytes) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long newlines = 0;
        long left = bytes;
        while (left > 0) {
            int read = in.read(chunk, 0, (int) Math.min(left, chunk.length));
            if (read < 0) {
                break;
            }
            for (int i = 0; i < read; i++) {
                newlines += chunk[i] == '\n' ? 1 : 0;
            }
            left -= read;
        }
        return newlines;
    }

    @Override
    public boolean next() throws IOException {
        rejection = null;
        if (consumed > lastStart) {
            return false;
        }
        int scanned = position;
        while (true) {
            int newline = newline(scanned, limit);
            if (newline < limit) {
                deliver(newline);
                advance(newline + 1);
                return true;
            }
            if (isAtEnd) {
                return deliverRest();
            }
            if (limit - position > longest + 1) {
                deliverLong();
                return true;
            }
            scanned = limit - position;
            fill();
            scanned += position;
        }
    }

    private void deliver(int end) {
        lineNumber++;
        lineBuffer = buffer;
        offset = hasMark(end) ? position + 3 : position;
        int last = end > offset && buffer[end - 1] == '\r' ? end - 1 : end;
        length = last - offset;
        if (length > longest) {
            rejection = tooLong();
            length = Math.min(length, KEPT_OF_LONG_LINE);
        }
    }

    private boolean hasMark(int end) {
        return end - position >= 3
                && buffer[position] == (byte) 0xEF
                && buffer[position + 1] == (byte) 0xBB
                && buffer[position + 2] == (byte) 0xBF;
    }

    /** What stands behind the last LF: a last line without end, or the rest of a line that a cut file lost. */
    private boolean deliverRest() throws IOException {
        if (source.failure() != null) {
            throw source.failure();
        }
        boolean isBroken = broken != null;
        if (position == limit && !isBroken) {
            return false;
        }
        deliver(limit);
        advance(limit);
        if (needsLastLineBreak && !Adapters.isBlank(lineBuffer, offset, length)) {
            rejection = new Outcome.Rejected(
                    Reasons.TRUNCATED_LINE,
                    null,
                    "the last line has no line break, so that it may be cut; deliver the file with one");
        }
        if (isBroken) {
            rejection = new Outcome.Rejected(Reasons.TRUNCATED_FILE, null, "the file breaks off here: " + broken);
            broken = null;
        }
        return true;
    }

    private void deliverLong() throws IOException {
        byte[] head = Arrays.copyOfRange(buffer, position, position + Math.min(limit - position, KEPT_OF_LONG_LINE));
        skipToNewline();
        lineNumber++;
        lineBuffer = head;
        offset = 0;
        length = head.length;
        rejection = tooLong();
    }

    private Outcome.Rejected tooLong() {
        return new Outcome.Rejected(
                Reasons.LINE_TOO_LONG, null, "more than " + longest + " bytes; no event is that long");
    }

    private void skipToNewline() throws IOException {
        while (true) {
            int newline = newline(position, limit);
            if (newline < limit) {
                advance(newline + 1);
                return;
            }
            advance(limit);
            if (isAtEnd) {
                return;
            }
            fill();
        }
    }

    private void advance(int to) {
        consumed += to - position;
        position = to;
    }

    /** Reads on behind the unread bytes, which move to the front of the buffer. */
    private void fill() throws IOException {
        if (position > 0) {
            System.arraycopy(buffer, position, buffer, 0, limit - position);
            limit -= position;
            position = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(buffer.length * 2L, longest + (long) CHUNK));
        }
        try {
            int read = in.read(buffer, limit, buffer.length - limit);
            if (read < 0) {
                isAtEnd = true;
            } else {
                limit += read;
            }
        } catch (IOException e) {
            breakOff(e);
        }
    }

    /** A decompressor gave up. When its storage failed, that is no fault of the file and is thrown on. */
    private void breakOff(IOException e) throws IOException {
        if (source.failure() != null) {
            throw e;
        }
        isAtEnd = true;
        broken = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private int newline(int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long found = Utf8.matches(Utf8.eight(buffer, at), '\n');
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += 8;
        }
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    @Override
    public byte[] buffer() {
        return lineBuffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long lineNumber() {
        return lineNumber;
    }

    @Override
    public Outcome.Rejected rejection() {
        return rejection;
    }

    @Override
    public void close() throws IOException {
        in.close();
        source.close();
    }
}
