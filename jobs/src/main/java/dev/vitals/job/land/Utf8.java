package dev.vitals.job.land;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells whether bytes are well-formed UTF-8, and reads eight bytes at a time where it pays. */
final class Utf8 {
    /** What {@link #sequence} says of a sequence that the end of the line cuts off. */
    static final int CUT = -1;

    static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Utf8() {}

    /** Eight bytes from {@code at} on, the first in the lowest bits. */
    static long eight(byte[] buffer, int at) {
        return (long) LONGS.get(buffer, at);
    }

    /** The high bit of the first byte (and perhaps of later ones) of {@code eight} that equals {@code wanted}. */
    static long matches(long eight, char wanted) {
        long difference = eight ^ (LOW_BITS * wanted);
        return (difference - LOW_BITS) & ~difference & HIGH_BITS;
    }

    /** The high bit of the first byte (and perhaps of later ones) of {@code eight} below {@code limit}, at most 0x80. */
    static long below(long eight, int limit) {
        return (eight - LOW_BITS * limit) & ~eight & HIGH_BITS;
    }

    /** Length of the well-formed sequence at {@code at}, whose first byte is not ASCII; 0 if malformed, or {@link #CUT}. */
    static int sequence(byte[] buffer, int at, int end) {
        int first = buffer[at] & 0xFF;
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        for (int i = 1; i < length; i++) {
            if (at + i >= end) {
                return CUT;
            }
            int next = buffer[at + i] & 0xFF;
            int low = i > 1 ? 0x80 : first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int high = i > 1 ? 0xBF : first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (next < low || next > high) {
                return 0;
            }
        }
        return length;
    }

    /** Position of the first NUL byte or malformed sequence, or {@code end} when there is none. */
    static int firstFault(byte[] buffer, int start, int end) {
        int at = start;
        while (at < end) {
            if (at + 8 <= end) {
                long eight = eight(buffer, at);
                if (((eight & HIGH_BITS) | below(eight, 1)) == 0) {
                    at += 8;
                    continue;
                }
            }
            byte next = buffer[at];
            if (next > 0) {
                at++;
            } else {
                int length = next == 0 ? 0 : sequence(buffer, at, end);
                if (length <= 0) {
                    return at;
                }
                at += length;
            }
        }
        return end;
    }
}
