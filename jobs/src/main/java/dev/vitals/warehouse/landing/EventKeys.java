package dev.vitals.warehouse.landing;

import dev.vitals.job.land.BronzeTable;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Keys of events as three numbers: 128 bits of hash over table and key, so that two keys that differ never look the same
 * (ten billion of them do so once in 10^18 batches), and the place of the event in the batch.
 */
final class EventKeys {
    /** Place of an event that a table holds already: before every place in the batch. */
    static final long IN_TABLE = -1;

    private static final int LINE_BITS = 40;
    private static final int KEY_BYTES = 3 * Long.BYTES;
    private static final int BUFFERED_KEYS = 4096;

    private EventKeys() {}

    static long[] hash(BronzeTable table, String eventId) {
        byte[] id = eventId.getBytes(StandardCharsets.UTF_8);
        return MurmurHash3.hash128x64(id, 0, id.length, table.ordinal() + 1);
    }

    /** A place that sorts by stretch, then by line. */
    static long place(int stretch, long line) {
        return ((long) stretch << LINE_BITS) | line;
    }

    static int stretch(long place) {
        return (int) (place >>> LINE_BITS);
    }

    static int line(long place) {
        return (int) (place & ((1L << LINE_BITS) - 1));
    }

    /** Takes keys, wherever they come from. */
    @FunctionalInterface
    interface Sink {
        void accept(long high, long low, long place);
    }

    /** Writes keys to a scratch file. */
    static final class Writer implements Closeable {
        private final DataOutputStream out;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFERED_KEYS * KEY_BYTES);
        private long count;

        Writer(DataOutputStream out) {
            this.out = out;
        }

        void add(BronzeTable table, String eventId, int stretch, long line) throws IOException {
            long[] hash = hash(table, eventId);
            buffer.putLong(hash[0]).putLong(hash[1]).putLong(place(stretch, line));
            count++;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }

        long count() {
            return count;
        }

        private void flush() throws IOException {
            out.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }

        @Override
        public void close() throws IOException {
            try (out) {
                flush();
            }
        }
    }

    /** Reads all keys of a scratch file. */
    static void read(DataInputStream in, Sink sink) throws IOException {
        byte[] bytes = new byte[BUFFERED_KEYS * KEY_BYTES];
        while (true) {
            int read = in.readNBytes(bytes, 0, bytes.length);
            if (read % KEY_BYTES != 0) {
                throw new EOFException("A key file of the landing pass ends in the middle of a key.");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, read);
            while (buffer.hasRemaining()) {
                sink.accept(buffer.getLong(), buffer.getLong(), buffer.getLong());
            }
            if (read < bytes.length) {
                return;
            }
        }
    }
}
