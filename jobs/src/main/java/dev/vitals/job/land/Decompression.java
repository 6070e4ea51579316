package dev.vitals.job.land;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Opens compressed files, and tells a file that ends too early from a storage that fails. */
final class Decompression {
    private static final int BUFFER = 1 << 16;

    private Decompression() {}

    static boolean isCompressed(String fileName) {
        return isGzip(fileName) || isZstd(fileName);
    }

    /** The content of the file; throws for a file that does not begin as its name says. */
    static InputStream open(Source source, String fileName) throws IOException {
        if (!isCompressed(fileName)) {
            return source;
        }
        int first = source.read();
        if (first < 0) {
            return InputStream.nullInputStream();
        }
        source.unread(first);
        return isGzip(fileName) ? new GzipMembers(source, BUFFER) : new ZstdFrames(source, BUFFER);
    }

    private static boolean isGzip(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".gz") || name.endsWith(".gzip");
    }

    private static boolean isZstd(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        return name.endsWith(".zst") || name.endsWith(".zstd");
    }

    /** The bytes as stored; remembers the failure of the storage, which a decompressor may hide or rename. */
    static final class Source extends FilterInputStream {
        private static final int NOTHING = -1;

        private int unread = NOTHING;
        private IOException failure;

        Source(InputStream in) {
            super(in);
        }

        IOException failure() {
            return failure;
        }

        void unread(int value) {
            unread = value;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (unread != NOTHING) {
                buffer[offset] = (byte) unread;
                unread = NOTHING;
                return 1;
            }
            try {
                return in.read(buffer, offset, length);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
