package dev.vitals.warehouse.landing;

import java.io.Serializable;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Ids and names of people, and where bytes hold any of them, whatever the case and however they are escaped.
 *
 * <p>One of letters, digits and underscores, as ids and logins are, is found as a whole word; so a line is read once, however
 * many there are. Any other, such as a name in another script, is found wherever it stands, composed or not.
 */
public final class Needles implements Serializable {
    private static final long serialVersionUID = 1;

    /** The longest number of a date or a time of day, but for the fraction of a second. */
    private static final int YEAR_DIGITS = 4;

    /** Words by their hash. */
    private final Map<Integer, List<char[]>> words = new HashMap<>();

    private final List<char[]> others = new ArrayList<>();

    /** @param texts none of them blank */
    public Needles(Collection<String> texts) {
        for (String text : texts) {
            char[] folded = folded(text);
            if (isWord(folded)) {
                words.computeIfAbsent(hash(folded), key -> new ArrayList<>()).add(folded);
            } else {
                Stream.of(text, Normalizer.normalize(text, Form.NFC), Normalizer.normalize(text, Form.NFD))
                        .distinct()
                        .forEach(form -> others.add(folded(form)));
            }
        }
    }

    /** Whether any of them is in these bytes. */
    public boolean areIn(byte... bytes) {
        return Reading.of(bytes).stream().anyMatch(reading -> next(reading, 0) != null);
    }

    /** The bytes with an asterisk in place of each byte of any of them; the same where there is none. */
    public byte[] masked(byte... bytes) {
        byte[] masked = bytes;
        for (Reading reading : Reading.of(bytes)) {
            for (int[] found = next(reading, 0); found != null; found = next(reading, found[1])) {
                masked = masked == bytes ? bytes.clone() : masked;
                Arrays.fill(masked, reading.startOf(found[0]), reading.startOf(found[1]), (byte) '*');
            }
        }
        return masked;
    }

    /** From which to which character the next one stands; null where there is none. */
    private int[] next(Reading reading, int from) {
        int[] word = nextWord(reading, from);
        int[] other = nextOther(reading, from);
        return word == null || other != null && other[0] < word[0] ? other : word;
    }

    private int[] nextWord(Reading reading, int from) {
        int start = from;
        while (start < reading.length()) {
            int hash = 0;
            int end = start;
            for (; end < reading.length() && isWordChar(reading.at(end)); end++) {
                hash = 31 * hash + reading.at(end);
            }
            if (end > start && isNeedle(reading, start, end, hash) && !isPartOfTime(reading, start, end)) {
                return new int[] {start, end};
            }
            start = end + 1;
        }
        return null;
    }

    private boolean isNeedle(Reading reading, int start, int end, int hash) {
        for (char[] word : words.getOrDefault(hash, List.of())) {
            if (word.length == end - start && reading.hasAt(start, word)) {
                return true;
            }
        }
        return false;
    }

    /** A number among others, as that of a day or a time of day is: an id may look like a year. */
    private static boolean isPartOfTime(Reading reading, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isDigit(reading, i)) {
                return false;
            }
        }
        boolean isFraction = isOneOf(reading, start - 1, ".,")
                && isDigit(reading, start - 2)
                && isDigit(reading, start - 3)
                && isOneOf(reading, start - 4, ":");
        boolean isAmongOthers = isOneOf(reading, start - 1, "-:") && isDigit(reading, start - 2)
                || isOneOf(reading, end, "-:.") && isDigit(reading, end + 1);
        return isFraction || end - start <= YEAR_DIGITS && isAmongOthers;
    }

    private static boolean isDigit(Reading reading, int index) {
        return index >= 0 && index < reading.length() && reading.at(index) >= '0' && reading.at(index) <= '9';
    }

    private static boolean isOneOf(Reading reading, int index, String signs) {
        return index >= 0 && index < reading.length() && signs.indexOf(reading.at(index)) >= 0;
    }

    private int[] nextOther(Reading reading, int from) {
        int[] first = null;
        for (char[] other : others) {
            int last = first == null ? reading.length() - other.length : first[0] - 1;
            for (int at = from; at <= last; at++) {
                if (reading.hasAt(at, other)) {
                    first = new int[] {at, at + other.length};
                    break;
                }
            }
        }
        return first;
    }

    private static char[] folded(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = Reading.folded(folded[i]);
        }
        return folded;
    }

    private static int hash(char... word) {
        int hash = 0;
        for (char c : word) {
            hash = 31 * hash + c;
        }
        return hash;
    }

    private static boolean isWord(char... text) {
        for (char c : text) {
            if (!isWordChar(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWordChar(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c == '_';
    }
}
