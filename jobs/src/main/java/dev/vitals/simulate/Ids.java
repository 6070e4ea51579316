package dev.vitals.simulate;

/** Identifiers that look like those of a platform and follow from seed, stream, day and number alone. */
final class Ids {
    private static final String DIGITS = "0123456789abcdef";

    /** Where a message comes from; part of its id. */
    static final int CHAT = 1;

    static final int SHARED_COPY = 2;
    static final int RAID = 3;
    static final int BAD_FILE = 4;
    static final int HOPELESS_FILE = 5;

    private Ids() {}

    /** Key of a message: unique as long as a day has fewer than 2^36 messages. */
    static long messageKey(int stream, int day, long number) {
        return ((long) stream << 56) | ((long) day << 36) | number;
    }

    static long messageHigh(long seed, long key) {
        return Dice.mix(Dice.mix(seed) ^ key);
    }

    static long messageLow(long high) {
        return Dice.mix(high ^ 0x5851F42D4C957F2DL);
    }

    static String message(long seed, long key) {
        long high = messageHigh(seed, key);
        byte[] out = new byte[36];
        uuid(high, messageLow(high), out, 0);
        return new String(out, 0, 36, java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Writes the 36 characters of a UUID. */
    static void uuid(long high, long low, byte[] out, int at) {
        int n = at;
        for (int shift = 60; shift >= 0; shift -= 4) {
            if (shift == 28 || shift == 12) {
                out[n++] = '-';
            }
            out[n++] = (byte) DIGITS.charAt((int) (high >>> shift) & 15);
        }
        for (int shift = 60; shift >= 0; shift -= 4) {
            if (shift == 60 || shift == 44) {
                out[n++] = '-';
            }
            out[n++] = (byte) DIGITS.charAt((int) (low >>> shift) & 15);
        }
    }

    /** An id such as {@code rep-0123456789abcdef}. */
    static String tagged(String tag, long seed, long stream, long number) {
        long value = Dice.hash(seed, stream * 31 + tag.hashCode(), number);
        StringBuilder out = new StringBuilder(tag.length() + 17).append(tag).append('-');
        for (int shift = 60; shift >= 0; shift -= 4) {
            out.append(DIGITS.charAt((int) (value >>> shift) & 15));
        }
        return out.toString();
    }
}
