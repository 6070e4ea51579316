package dev.vitals.stats;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Writes and reads non-negative whole numbers in seven bits a byte, the lowest bits first. */
final class Varints {
    private Varints() {}

    static void write(ByteArrayOutputStream out, long number) {
        long rest = number;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    /** A position in bytes that moves forward as numbers are read. */
    static final class Reader {
        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes, int position) {
            this.bytes = bytes;
            this.position = position;
        }

        boolean hasMore() {
            return position < bytes.length;
        }

        int position() {
            return position;
        }

        /** The next bytes as they are; throws when there are fewer. */
        byte[] read(long length) {
            if (length > bytes.length - position) {
                throw new IllegalArgumentException("the bytes end inside " + length + " bytes, at byte " + position);
            }
            position += (int) length;
            return Arrays.copyOfRange(bytes, position - (int) length, position);
        }

        /** The next number; throws when the bytes end inside it or when it does not fit in a long. */
        long read() {
            long number = 0;
            for (int shift = 0; shift < 63; shift += 7) {
                if (position == bytes.length) {
                    throw new IllegalArgumentException("the bytes end inside a number, at byte " + position);
                }
                byte next = bytes[position++];
                number |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("the number before byte " + position + " is longer than 63 bits");
        }
    }
}
