package dev.vitals.warehouse.landing;

import java.util.List;

/** What the bytes of a record read as: characters, each with the place where it stands. */
final class Reading {
    private static final char UNREADABLE = '\uFFFD';
    private static final int LAST_ASCII = 0x7F;
    private static final int HEX_DIGITS = 4;

    private final byte[] bytes;
    private final char[] chars;
    private final int[] starts;
    private int length;

    private Reading(byte[] bytes, boolean isEscaped) {
        this.bytes = bytes;
        this.chars = new char[bytes.length];
        this.starts = new int[bytes.length + 1];
        int at = 0;
        while (at < bytes.length) {
            at = isEscaped && bytes[at] == '\\' && at + 1 < bytes.length ? escape(at) : character(at);
        }
        starts[length] = bytes.length;
    }

    /**
     * Ways to read a record: what JSON or the tags of IRC escape is read as what it stands for. Where it is not sure that a
     * backslash escapes anything, it is read as itself as well.
     */
    static List<Reading> of(byte... bytes) {
        boolean hasBackslash = false;
        for (int i = 0; i < bytes.length && !hasBackslash; i++) {
            hasBackslash = bytes[i] == '\\';
        }
        if (!hasBackslash) {
            return List.of(new Reading(bytes, false));
        }
        return isJson(bytes)
                ? List.of(new Reading(bytes, true))
                : List.of(new Reading(bytes, false), new Reading(bytes, true));
    }

    private static boolean isJson(byte... bytes) {
        int first = 0;
        while (first < bytes.length && bytes[first] <= ' ' && bytes[first] >= 0) {
            first++;
        }
        return first < bytes.length && (bytes[first] == '{' || bytes[first] == '[');
    }

    /** A character whose case does not matter. */
    static char folded(char c) {
        if (c <= LAST_ASCII) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
        }
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    int length() {
        return length;
    }

    /** A character, folded. */
    char at(int index) {
        return folded(chars[index]);
    }

    /** Whether these stand there, which are folded. */
    boolean hasAt(int index, char... wanted) {
        if (index + wanted.length > length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (at(index + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** All of it, as it is written. */
    String text() {
        return new String(chars, 0, length);
    }

    /** The byte with which a character begins; of the one behind the last, how many bytes there are. */
    int startOf(int index) {
        return starts[index];
    }

    private void add(int start, char c) {
        starts[length] = start;
        chars[length++] = c;
    }

    /** Reads what an escape stands for; returns the place behind it. */
    private int escape(int at) {
        byte kind = bytes[at + 1];
        if (kind == 'u') {
            int value = hex(at + 2);
            if (value >= 0) {
                add(at, (char) value);
                return at + 2 + HEX_DIGITS;
            }
        }
        if (kind < 0) {
            add(at, '\\');
            return at + 1;
        }
        add(at, "nrtbfs".indexOf(kind) >= 0 ? ' ' : (char) kind);
        return at + 2;
    }

    private int hex(int from) {
        if (from + HEX_DIGITS > bytes.length) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = bytes[i] < 0 ? -1 : Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** Reads a character of UTF-8, or a byte that is none; returns the place behind it. */
    private int character(int at) {
        int first = bytes[at];
        if (first >= 0) {
            add(at, (char) first);
            return at + 1;
        }
        int more = first >= -62 && first <= -33
                ? 1
                : first >= -32 && first <= -17 ? 2 : first >= -16 && first <= -12 ? 3 : 0;
        int point = first & (0x3F >> more);
        boolean isWhole = more > 0 && at + more < bytes.length;
        for (int i = at + 1; isWhole && i <= at + more; i++) {
            isWhole = (bytes[i] & 0xC0) == 0x80;
            point = point << 6 | bytes[i] & 0x3F;
        }
        if (!isWhole || point > Character.MAX_CODE_POINT) {
            add(at, UNREADABLE);
            return at + 1;
        }
        for (char c : Character.toChars(point)) {
            add(at, c);
        }
        return at + more + 1;
    }
}
