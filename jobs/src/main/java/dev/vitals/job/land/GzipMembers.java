package dev.vitals.job.land;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * The content of a gzip file, of all its members one after the other.
 *
 * <p>{@link java.util.zip.GZIPInputStream} takes whatever it can't read behind a member for the end, and silently loses
 * what follows. Here only NUL bytes up to the true end of the file are passed over, which tapes and block devices leave
 * and {@code gzip} ignores too; anything else that is no member is an error.
 */
final class GzipMembers extends InflaterInputStream {
    private static final int FIRST_MAGIC = 0x1F;
    private static final int SECOND_MAGIC = 0x8B;
    private static final int DEFLATE = 8;
    private static final int HAS_CHECKSUM = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;

    private final CRC32 checksum = new CRC32();
    private int position;
    private boolean isInMember;

    /** Reads the first header; throws for a file that does not begin with one. */
    GzipMembers(InputStream in, int bufferSize) throws IOException {
        super(in, new Inflater(true), bufferSize);
        begin(next());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (isInMember) {
            int read = super.read(bytes, offset, length);
            if (read > 0) {
                checksum.update(bytes, offset, read);
                return read;
            }
            position = len - inf.getRemaining();
            checkTrailer();
            isInMember = false;
            beginFollowing();
        }
        return -1;
    }

    private void checkTrailer() throws IOException {
        if (number() != checksum.getValue() || number() != (inf.getBytesWritten() & 0xFFFFFFFFL)) {
            throw new ZipException("the checksum of a gzip member does not fit its content");
        }
    }

    private void beginFollowing() throws IOException {
        int first = next();
        boolean isPadding = first == 0;
        while (first == 0) {
            first = next();
        }
        if (first < 0) {
            return;
        }
        if (isPadding) {
            throw new ZipException("NUL bytes between gzip members; what follows them is not read");
        }
        begin(first);
    }

    private void begin(int first) throws IOException {
        if (first != FIRST_MAGIC || next() != SECOND_MAGIC || next() != DEFLATE) {
            throw new ZipException("expected a gzip member and found something else");
        }
        int flags = required();
        // Time, compression level and operating system.
        skip(6);
        if ((flags & HAS_EXTRA) != 0) {
            skip(required() | required() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CHECKSUM) != 0) {
            // It guards the header alone, of which nothing is used.
            skip(2);
        }
        checksum.reset();
        inf.reset();
        inf.setInput(buf, position, len - position);
        isInMember = true;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            required();
        }
    }

    private void skipText() throws IOException {
        int last = required();
        while (last != 0) {
            last = required();
        }
    }

    /** Four bytes, the lowest first. */
    private long number() throws IOException {
        long low = required() | required() << 8;
        long high = required() | required() << 8;
        return low | high << 16;
    }

    private int required() throws IOException {
        int next = next();
        if (next < 0) {
            throw new EOFException("the file ends inside the header or trailer of a gzip member");
        }
        return next;
    }

    /** The next byte as stored, or -1 at the end. */
    private int next() throws IOException {
        while (position == len) {
            int read = in.read(buf, 0, buf.length);
            if (read < 0) {
                return -1;
            }
            position = 0;
            len = read;
        }
        return buf[position++] & 0xFF;
    }

    @Override
    public void close() throws IOException {
        inf.end();
        super.close();
    }
}
