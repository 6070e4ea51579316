package dev.vitals.warehouse.landing;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ids and names of people, and where bytes hold any of them.
 *
 * <p>One of letters, digits and underscores, as ids and logins are, is found as a whole word, whatever its case; so a line is
 * read once, however many there are. Any other, such as a name in another script, is found wherever it stands, as it is or as
 * JSON escapes it.
 */
public final class Needles implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int LAST_ASCII = 0x7F;

    /** Words by the hash of their lower case. */
    private final Map<Integer, List<byte[]>> words = new HashMap<>();

    private final List<byte[]> others = new ArrayList<>();

    /** @param texts none of them blank */
    public Needles(Collection<String> texts) {
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (isWord(bytes)) {
                byte[] lower = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
                words.computeIfAbsent(hash(lower, 0, lower.length), key -> new ArrayList<>())
                        .add(lower);
            } else {
                others.add(bytes);
                others.add(escaped(text).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Whether any of them is in these bytes. */
    public boolean areIn(byte[] bytes) {
        return nextIn(bytes, 0) != null;
    }

    /** The bytes with an asterisk in place of each byte of any of them; the same where there is none. */
    public byte[] masked(byte... bytes) {
        byte[] masked = bytes;
        for (int[] found = nextIn(bytes, 0); found != null; found = nextIn(masked, found[1])) {
            masked = masked == bytes ? bytes.clone() : masked;
            Arrays.fill(masked, found[0], found[1], (byte) '*');
        }
        return masked;
    }

    /** From where to where the next one stands; null where there is none. */
    private int[] nextIn(byte[] bytes, int from) {
        int[] word = nextWord(bytes, from);
        int[] other = nextOther(bytes, from);
        return word == null || other != null && other[0] < word[0] ? other : word;
    }

    private int[] nextWord(byte[] bytes, int from) {
        int start = from;
        while (start < bytes.length) {
            while (start < bytes.length && !isWordByte(bytes[start])) {
                start++;
            }
            int end = start;
            while (end < bytes.length && isWordByte(bytes[end])) {
                end++;
            }
            if (end > start && !isPartOfTime(bytes, start, end) && isNeedle(bytes, start, end)) {
                return new int[] {start, end};
            }
            start = end;
        }
        return null;
    }

    /** Digits that others follow, as those of a day or a time of day do: an id may look like a year. */
    private static boolean isPartOfTime(byte[] bytes, int start, int end) {
        boolean isNumber = true;
        for (int i = start; i < end; i++) {
            isNumber &= bytes[i] >= '0' && bytes[i] <= '9';
        }
        boolean isFollowed = end + 1 < bytes.length
                && (bytes[end] == '-' || bytes[end] == '.' || bytes[end] == ':')
                && isWordByte(bytes[end + 1]);
        boolean follows =
                start > 1 && (bytes[start - 1] == '-' || bytes[start - 1] == '.') && isWordByte(bytes[start - 2]);
        return isNumber && (isFollowed || follows);
    }

    private boolean isNeedle(byte[] bytes, int start, int end) {
        for (byte[] word : words.getOrDefault(hash(bytes, start, end), List.of())) {
            boolean isSame = word.length == end - start;
            for (int i = 0; isSame && i < word.length; i++) {
                isSame = word[i] == lower(bytes[start + i]);
            }
            if (isSame) {
                return true;
            }
        }
        return false;
    }

    private int[] nextOther(byte[] bytes, int from) {
        int[] first = null;
        for (byte[] other : others) {
            for (int at = from; at + other.length <= bytes.length && (first == null || at < first[0]); at++) {
                if (Arrays.equals(bytes, at, at + other.length, other, 0, other.length)) {
                    first = new int[] {at, at + other.length};
                }
            }
        }
        return first;
    }

    private static int hash(byte[] bytes, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + lower(bytes[i]);
        }
        return hash;
    }

    private static boolean isWord(byte... bytes) {
        for (byte b : bytes) {
            if (!isWordByte(b)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWordByte(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_';
    }

    private static byte lower(byte b) {
        return b >= 'A' && b <= 'Z' ? (byte) (b + 'a' - 'A') : b;
    }

    /** As a writer of JSON in ASCII has it. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c > LAST_ASCII ? "\\u%04x".formatted((int) c) : String.valueOf(c));
        }
        return escaped.toString();
    }
}
