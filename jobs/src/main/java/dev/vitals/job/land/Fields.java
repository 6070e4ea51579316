package dev.vitals.job.land;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads typed fields out of one JSON object; a field that can't be read as asked throws a {@link Rejection}.
 *
 * <p>A missing field, null and the empty string are the same thing: nothing. Numbers and booleans may come in quotes,
 * because csv has nothing else.
 */
final class Fields {
    private static final double LEAST_PROBABILITY = 1e-9;

    /** Ten million people for ten days in seconds; what is above is a mistake, and sums of such would overflow. */
    private static final long GREATEST_COUNT = 10_000_000_000_000L;

    private static final int LONGEST_SHAPE = 40;

    private final JsonLine line;
    private final Pseudonyms pseudonyms;
    private final Codes codes;
    private int object = JsonLine.NONE;

    Fields(JsonLine line, Pseudonyms pseudonyms, Codes codes) {
        this.line = line;
        this.pseudonyms = pseudonyms;
        this.codes = codes;
    }

    /** Reads on in this object, or in none, which has no fields. */
    Fields in(int newObject) {
        object = newObject;
        return this;
    }

    /** The object in this field, to be handed to {@link #in}; {@link JsonLine#NONE} when there is none. */
    int object(String name) {
        int value = line.find(object, name);
        return value != JsonLine.NONE && line.kind(value) == JsonLine.Kind.OBJECT ? value : JsonLine.NONE;
    }

    int current() {
        return object;
    }

    /** The scalar in this field, or {@link JsonLine#NONE} when there is nothing. */
    private int scalar(String name) {
        int value = line.find(object, name);
        if (value == JsonLine.NONE || line.kind(value) == JsonLine.Kind.NULL) {
            return JsonLine.NONE;
        }
        if (line.kind(value) == JsonLine.Kind.OBJECT || line.kind(value) == JsonLine.Kind.ARRAY) {
            throw new Rejection(
                    Reasons.BAD_VALUE,
                    name,
                    "found an " + line.kind(value).name().toLowerCase(Locale.ROOT) + ", expected one value");
        }
        return line.start(value) == line.end(value) ? JsonLine.NONE : value;
    }

    /** Prose that somebody typed, which is known and not kept. */
    void drop(String name) {
        line.find(object, name);
    }

    String text(String name) {
        int value = scalar(name);
        return value == JsonLine.NONE ? null : line.text(value);
    }

    /** What somebody wrote, where the empty text is one too; null when there is none. */
    String writtenText(String name) {
        String text = text(name);
        int value = text == null ? line.find(object, name) : JsonLine.NONE;
        return value != JsonLine.NONE && line.kind(value) == JsonLine.Kind.STRING ? "" : text;
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw Rejection.missing(name);
        }
        return text;
    }

    /** A code word in lower case. */
    String word(String name) {
        String text = text(name);
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** One of the words that the rules know, in any letter case. */
    String oneOf(Set<String> known, String name) {
        String word = word(name);
        if (word != null && !known.contains(word)) {
            throw new Rejection(
                    Reasons.BAD_VALUE, name, "found \"" + shape(word) + "\", expected one of " + sorted(known));
        }
        return word;
    }

    String requiredOneOf(Set<String> known, String name) {
        String word = oneOf(known, name);
        if (word == null) {
            throw Rejection.missing(name);
        }
        return word;
    }

    /** A code of the list of its name. */
    String listed(String name) {
        return listed(name, name);
    }

    /** A code of a list; {@code other} when the list does not have it. */
    String listed(String name, String list) {
        return codes.of(name, list, text(name));
    }

    /** The pseudonym of the person or channel whose id is in this field, or null. */
    String pseudonym(String name) {
        int value = scalar(name);
        if (value == JsonLine.NONE) {
            return null;
        }
        if (line.isPlain(value)) {
            return pseudonyms.of(line.buffer(), line.start(value), line.end(value));
        }
        return pseudonyms.of(line.text(value));
    }

    String requiredPseudonym(String name) {
        String pseudonym = pseudonym(name);
        if (pseudonym == null) {
            throw Rejection.missing(name);
        }
        return pseudonym;
    }

    /** A pseudonym as it stands, of somebody whom this warehouse named so; or null. */
    String knownPseudonym(String name) {
        String text = text(name);
        if (text != null && !Pseudonyms.isOne(text)) {
            throw new Rejection(
                    Reasons.BAD_VALUE,
                    name,
                    "found \"" + shape(text) + "\", expected a pseudonym: 32 of the digits 0-9 and a-f");
        }
        return text;
    }

    /** Microseconds since 1970, or null. */
    Long instant(String name) {
        int value = scalar(name);
        return value == JsonLine.NONE ? null : instant(value, name);
    }

    long requiredInstant(String name) {
        int value = scalar(name);
        if (value == JsonLine.NONE) {
            throw Rejection.missing(name);
        }
        return instant(value, name);
    }

    /** A planned end; null when there is none, also where a date from 2100 on says so, 9999-12-31 for example. */
    Long end(String name) {
        int value = scalar(name);
        boolean isNever = value == JsonLine.NONE || micros(value) == Timestamps.TOO_LATE;
        return isNever ? null : (Long) instant(value, name);
    }

    private long instant(int value, String name) {
        long micros = micros(value);
        if (Timestamps.isInstant(micros)) {
            return micros;
        }
        throw badInstant(micros, name, line.text(value));
    }

    private long micros(int value) {
        if (line.kind(value) != JsonLine.Kind.STRING) {
            return Timestamps.BAD;
        }
        return line.isPlain(value)
                ? Timestamps.rfc3339(line.buffer(), line.start(value), line.end(value))
                : Timestamps.rfc3339(line.text(value));
    }

    /** The rejection of a field that holds no instant in range. */
    static Rejection badInstant(long micros, String name, String found) {
        return micros == Timestamps.TOO_EARLY || micros == Timestamps.TOO_LATE
                ? new Rejection(
                        Reasons.TIMESTAMP_OUT_OF_RANGE,
                        name,
                        "found \"" + day(found) + "\", expected 2010-01-01 to 2099-12-31")
                : new Rejection(
                        Reasons.BAD_TIMESTAMP,
                        name,
                        "found \"" + shape(found) + "\", expected an instant like 2026-01-05T12:00:00.123Z");
    }

    /** The day of an instant, which is nobody's name; of milliseconds no more than the shape, as ids are numbers too. */
    private static String day(String instant) {
        return instant.startsWith("-", 4) ? instant.substring(0, 10) : shape(instant);
    }

    /** A whole number from 0 to {@link #GREATEST_COUNT}, or null. */
    Long count(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        long count = Numbers.count(text);
        if (count == Numbers.BAD || count > GREATEST_COUNT) {
            throw new Rejection(
                    Reasons.BAD_NUMBER,
                    name,
                    "found \"" + shape(text) + "\", expected a whole number from 0 to " + GREATEST_COUNT);
        }
        return count;
    }

    Integer smallCount(String name) {
        Long count = count(name);
        if (count != null && count > Integer.MAX_VALUE) {
            throw new Rejection(
                    Reasons.BAD_NUMBER, name, "found " + shape(count.toString()) + ", expected a small number");
        }
        return count == null ? null : (Integer) count.intValue();
    }

    /**
     * A probability of up to 1 with which something was drawn; at least {@link #LEAST_PROBABILITY}, because it weighs by its
     * inverse, and nobody draws one in more than a billion.
     */
    double requiredProbability(String name) {
        String text = requiredText(name);
        double value = Numbers.real(text);
        if (Double.isNaN(value)) {
            throw new Rejection(Reasons.BAD_NUMBER, name, "found \"" + shape(text) + "\", expected a number");
        }
        if (value < LEAST_PROBABILITY || value > 1) {
            throw new Rejection(
                    Reasons.BAD_VALUE, name, "found " + shape(text) + ", expected from 0.000000001 up to 1");
        }
        return value;
    }

    Boolean flag(String name) {
        String word = word(name);
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default ->
                throw new Rejection(Reasons.BAD_VALUE, name, "found \"" + shape(word) + "\", expected true or false");
        };
    }

    /** The texts of a list, or of a string with semicolons between them; null when there is none at all. */
    String[] list(String name) {
        int value = line.find(object, name);
        if (value == JsonLine.NONE || line.kind(value) == JsonLine.Kind.NULL) {
            return null;
        }
        if (line.kind(value) != JsonLine.Kind.ARRAY) {
            String text = text(name);
            return text == null ? null : split(text);
        }
        List<String> texts = new ArrayList<>();
        for (int i = line.first(value); i != JsonLine.NONE; i = line.next(i, value)) {
            String text = line.text(i);
            if (text != null && !text.isEmpty()) {
                texts.add(text);
            }
        }
        return texts.toArray(new String[0]);
    }

    private static String[] split(String list) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        while (start <= list.length()) {
            int end = list.indexOf(';', start);
            end = end < 0 ? list.length() : end;
            String text = list.substring(start, end).trim();
            if (!text.isEmpty()) {
                texts.add(text);
            }
            start = end + 1;
        }
        return texts.toArray(new String[0]);
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }

    /**
     * What a found value looks like, without repeating it: {@code 99-99-9999} for {@code 31-12-2026}. The line itself is in
     * quarantine; what is said of it is printed, kept in other places, and may be anybody's id or name.
     */
    static String shape(String found) {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < Math.min(found.length(), LONGEST_SHAPE); i++) {
            char c = found.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean isDigit = c >= '0' && c <= '9';
            boolean isOther = c < ' ' || c > '~';
            shape.append(isLetter ? 'a' : isDigit ? '9' : isOther ? '?' : c);
        }
        return found.length() <= LONGEST_SHAPE ? shape.toString() : shape + "...";
    }
}
