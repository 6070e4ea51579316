package dev.vitals.warehouse.landing;

import java.util.Objects;
import java.util.stream.Stream;

/** What the bytes of a record read as: characters, each with the place where it stands. */
final class Reading {
    private static final char UNREADABLE = '\uFFFD';
    private static final char BACKSLASH = '\\';
    private static final int LAST_ASCII = 0x7F;
    private static final int HEX_DIGITS = 4;

    /** JSON within JSON within JSON. */
    private static final int MOST_LEVELS = 3;

    private final char[] chars;
    private final int[] starts;
    private int length;
    private boolean hasBackslash;

    private Reading(int most) {
        this.chars = new char[most];
        this.starts = new int[most + 1];
    }

    /**
     * Ways to read a record: as it is, and with what JSON or the tags of IRC escape as what it stands for, again while anything
     * is escaped. A record that looks like JSON is not read as it is, for there a backslash is none.
     */
    static Stream<Reading> of(byte... bytes) {
        Reading plain = plain(bytes);
        if (!plain.hasBackslash) {
            return Stream.of(plain);
        }
        Stream<Reading> unescaped = Stream.iterate(
                        plain.unescaped(), Objects::nonNull, each -> each.hasBackslash ? each.unescaped() : null)
                .limit(MOST_LEVELS);
        return plain.isJson() ? unescaped : Stream.concat(Stream.of(plain), unescaped);
    }

    private boolean isJson() {
        String ends = new String(chars, 0, Math.min(length, 64)).strip();
        int last = length - 1;
        while (last > 0 && Character.isWhitespace(chars[last])) {
            last--;
        }
        return ends.startsWith("{\"") && chars[last] == '}';
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

    /** A part of it, folded. */
    String folded(int from, int to) {
        StringBuilder part = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            part.append(at(i));
        }
        return part.toString();
    }

    /** The byte with which a character begins; of the one behind the last, how many bytes there are. */
    int startOf(int index) {
        return starts[index];
    }

    private void add(int start, char c) {
        starts[length] = start;
        chars[length++] = c;
        hasBackslash |= c == BACKSLASH;
    }

    private Reading endedAt(int bytes) {
        starts[length] = bytes;
        return this;
    }

    private Reading unescaped() {
        Reading unescaped = new Reading(length);
        int at = 0;
        while (at < length) {
            if (chars[at] != BACKSLASH || at + 1 == length) {
                unescaped.add(starts[at], chars[at]);
                at++;
            } else if (chars[at + 1] == 'u' && hex(at + 2) >= 0) {
                unescaped.add(starts[at], (char) hex(at + 2));
                at += 2 + HEX_DIGITS;
            } else {
                // Line breaks and the like; of IRC, \s is a blank.
                unescaped.add(starts[at], "nrtbfs".indexOf(chars[at + 1]) >= 0 ? ' ' : chars[at + 1]);
                at += 2;
            }
        }
        return unescaped.endedAt(starts[length]);
    }

    private int hex(int from) {
        if (from + HEX_DIGITS > length) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            int digit = chars[i] > LAST_ASCII ? -1 : Character.digit(chars[i], 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static Reading plain(byte... bytes) {
        Reading plain = new Reading(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            at = plain.character(bytes, at);
        }
        return plain.endedAt(bytes.length);
    }

    /** Reads a character of UTF-8, or a byte that is none; returns the place behind it. */
    private int character(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first <= LAST_ASCII) {
            add(at, (char) first);
            return at + 1;
        }
        int more = first < 0xC2 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : first < 0xF5 ? 3 : 0;
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
