package dev.vitals.warehouse.landing;

import java.io.Serializable;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Ids and names of people, and where bytes hold any of them, whatever the case and however they are escaped.
 *
 * <p>One of letters, digits and underscores, as ids and logins are, is found as a whole word; so a line is read once, however
 * many there are. Any other, such as a name in another script, is found wherever it stands, composed or not.
 */
public final class Needles implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int LOWER_BITS = 0xFFFF;

    private static final String CLOCK = "\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d{1,9})?)?(?:z|[+-]\\d\\d:?\\d\\d)?";

    /** An id may look like the year of a day, or the seconds of a time. */
    private static final Pattern TIME =
            Pattern.compile("(?<!\\d)(?:\\d{4}-\\d\\d-\\d\\d(?:t" + CLOCK + ")?|" + CLOCK + ")(?!\\d)");

    /** Or like a group of one of these. */
    private static final Pattern UUID =
            Pattern.compile("(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])");

    private static final String SIGNS_OF_TIME = "-:.+tz";
    private static final String SIGNS_OF_UUID = "-abcdef";

    /** More than any time or UUID has. */
    private static final int LONGEST = 40;

    /** Words by their hash. */
    private final Map<Integer, List<char[]>> words = new HashMap<>();

    /** All others by their first character. */
    private final Map<Character, List<char[]>> others = new HashMap<>();

    /** Lower bits of the hashes of words, and first characters of others: most of what is read is neither. */
    private final BitSet hashes = new BitSet();

    private final BitSet firsts = new BitSet();

    /** @param texts none of them blank */
    public Needles(Collection<String> texts) {
        for (String text : texts) {
            char[] folded = folded(text);
            if (isWord(folded)) {
                words.computeIfAbsent(hash(folded), key -> new ArrayList<>()).add(folded);
                hashes.set(hash(folded) & LOWER_BITS);
            } else {
                Stream.of(text, Normalizer.normalize(text, Form.NFC), Normalizer.normalize(text, Form.NFD))
                        .distinct()
                        .map(Needles::folded)
                        .forEach(form -> {
                            others.computeIfAbsent(form[0], key -> new ArrayList<>())
                                    .add(form);
                            firsts.set(form[0]);
                        });
            }
        }
    }

    /** What is told of places, from which to which character; whether to go on. */
    private interface Places {
        boolean found(int from, int to);
    }

    /** Whether any of them is in these bytes. */
    public boolean areIn(byte... bytes) {
        return Reading.of(bytes).anyMatch(reading -> !look(reading, (from, to) -> false));
    }

    /** The bytes with an asterisk in place of each byte of any of them; the same where there is none. */
    public byte[] masked(byte... bytes) {
        byte[] masked = bytes.clone();
        Reading.of(bytes)
                .forEach(reading -> look(reading, (from, to) -> {
                    Arrays.fill(masked, reading.startOf(from), reading.startOf(to), (byte) '*');
                    return true;
                }));
        return Arrays.equals(masked, bytes) ? bytes : masked;
    }

    /** Tells of each of them wherever it stands, also within another; false when it was not to go on. */
    private boolean look(Reading reading, Places places) {
        int start = 0;
        int hash = 0;
        for (int at = 0; at < reading.length(); at++) {
            char c = reading.at(at);
            for (char[] other : firsts.get(c) ? others.get(c) : List.<char[]>of()) {
                if (reading.hasAt(at, other) && !places.found(at, at + other.length)) {
                    return false;
                }
            }
            if (isWordChar(c)) {
                hash = 31 * hash + c;
            } else {
                if (isNeedle(reading, start, at, hash) && !places.found(start, at)) {
                    return false;
                }
                start = at + 1;
                hash = 0;
            }
        }
        return !isNeedle(reading, start, reading.length(), hash) || places.found(start, reading.length());
    }

    private boolean isNeedle(Reading reading, int start, int end, int hash) {
        if (start == end || !hashes.get(hash & LOWER_BITS)) {
            return false;
        }
        for (char[] word : words.getOrDefault(hash, List.of())) {
            if (word.length == end - start && reading.hasAt(start, word)) {
                return !isPartOf(TIME, SIGNS_OF_TIME, reading, start, end)
                        && !isPartOf(UUID, SIGNS_OF_UUID, reading, start, end);
            }
        }
        return false;
    }

    /** Whether a word is a part of something of this form, which is of digits and such signs. */
    private static boolean isPartOf(Pattern form, String signs, Reading reading, int start, int end) {
        int from = start;
        while (from > 0 && start - from < LONGEST && isOneOf(reading.at(from - 1), signs)) {
            from--;
        }
        int to = end;
        while (to < reading.length() && to - end < LONGEST && isOneOf(reading.at(to), signs)) {
            to++;
        }
        Matcher found = form.matcher(reading.folded(from, to));
        while (found.find()) {
            if (from + found.start() <= start && from + found.end() >= end) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneOf(char c, String signs) {
        return c >= '0' && c <= '9' || signs.indexOf(c) >= 0;
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
