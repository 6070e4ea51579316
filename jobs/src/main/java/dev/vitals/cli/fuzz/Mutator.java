package dev.vitals.cli.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Changes lines as crashes, bad writers and bad people do: bits, bytes and ends, fields swapped, doubled and gone, values
 * that stand at the edge of what can be.
 */
final class Mutator {
    private static final String STRUCTURE = "{}[]\",:;=|@#! \\\n\r\t\u0001/-";
    private static final byte[][] VALUES = values();
    private static final int FEW = 300;
    private static final int MANY = 70_000;
    private static final int DEEP = 80;

    private final SplittableRandom random;
    private final Scratch line = new Scratch();

    Mutator(SplittableRandom random) {
        this.random = random;
    }

    /** Texts that readers stumble over. */
    private static byte[][] values() {
        String all =
                // Times.
                "0000-01-01T00:00:00Z|0001-01-01T00:00:00Z|9999-12-31T23:59:59.999999999Z|2016-12-31T23:59:60Z"
                        + "|2026-02-29T00:00:00Z|2024-02-29T23:59:59+23:59|2009-12-31T23:59:59Z|2010-01-01T00:00:00+00:01"
                        + "|2099-12-31T23:59:59.9999999Z|2100-01-01T00:00:00Z|2026-01-05t12:00:00z|2026-01-05T24:00:00Z"
                        + "|2026-01-05T12:00:00.Z|2026-01-05T12:00:00|2026-13-45T99:99:99Z|-2026-01-05T12:00:00Z"
                        + "|2026-01-05 12:00:00-12:34|1767614400123|1767614400|999999999999999|0|253402300800000"
                        // Numbers.
                        + "|-0|-1|00|1.0|1e3|1E+2|1e308|1e309|-1e309|1e-400|0.000000001|9007199254740993"
                        + "|9223372036854775807|9223372036854775808|-9223372036854775808|2147483647|2147483648|0x10|NaN"
                        + "|Infinity|-|.5|5.|1e|8,668,843|0.998 - 0.999|99999999999999999999999999999999999999999999"
                        // Values of JSON.
                        + "|null|true|false|TRUE|[]|{}|[[]]|{\"a\":{}}|\"\"|\"a\"|\"1\"|[1,\"2\",null,{\"b\":[]}]"
                        + "|\"type\":\"chat.message\",|,\"a\":1|\"event\":{},|\"attributes\":{\"language\":\"en\"},"
                        // Escapes, in one another.
                        + "|\\ud83d|\\udc00\\ud800|\\ud83d\\ude02|\\u0000|\\\"|\\\\|\\\\\\\"|\\u005c\\u0022|\\u0022|\\x|\\"
                        + "|\\u12|\\uD83D\\u0041|\\n|\\r\\n|\\/|\\s|\\:|\\u0001"
                        // Characters that are not what they seem.
                        + "|\uFEFF|\u202E|\u200D|\u200B|\u0301|\uD83D\uDE02|\uFF20|\uFE6B|@|@a|@\u200Da|\u0130|\u00DF|\uFFFF"
                        // IRC and csv.
                        + "|\u0001ACTION |\u0001| :|::|#|@=;|;;|==|=|!|PRIVMSG|CLEARCHAT|CLEARMSG|USERNOTICE|raid|resub"
                        + "|25:0-4|25:4-0/1:0-99999999999|:|\"|\"\"|\",\"|,,|,|\"\n|\n\"|\r|\n|\r\n|header";
        String[] texts = all.split("\\|");
        byte[][] values = new byte[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            values[i] = texts[i].getBytes(StandardCharsets.UTF_8);
        }
        return values;
    }

    /** The line with one to six changes, in a buffer that the next call reuses. */
    Scratch mutate(byte[] original, byte[] other) {
        line.set(original);
        int changes = 1;
        while (changes < 6 && random.nextInt(5) < 2) {
            changes++;
        }
        for (int i = 0; i < changes; i++) {
            change(other);
        }
        return line;
    }

    private void change(byte[] other) {
        if (line.length() < 2) {
            line.insert(0, value());
            return;
        }
        switch (random.nextInt(21)) {
            case 0 -> flip();
            case 1 -> line.put(anywhere(), (byte) random.nextInt(256));
            case 2 -> line.insert(anywhere(), new byte[] {(byte) STRUCTURE.charAt(random.nextInt(STRUCTURE.length()))});
            case 3 -> line.delete(anywhere(), line.length());
            case 4 -> deleteSome();
            case 5 -> splice(other);
            case 6 -> swapTokens();
            case 7, 8 -> replaceToken(value());
            case 9 -> line.insert(anywhere(), value());
            case 10, 11 -> replaceToken(token(other));
            case 12 -> copyField();
            case 13 -> deleteField();
            case 14 -> nest();
            case 15 -> lengthen();
            case 16 -> quote();
            case 17 -> escape();
            case 18 -> line.insert(anywhere(), notUtf8());
            case 19 -> line.insert(anywhere(), new byte[1]);
            default -> changeCase();
        }
    }

    private int anywhere() {
        return random.nextInt(line.length());
    }

    private byte[] value() {
        return VALUES[random.nextInt(VALUES.length)];
    }

    private void flip() {
        int at = anywhere();
        line.put(at, (byte) (line.at(at) ^ 1 << random.nextInt(8)));
    }

    private void deleteSome() {
        int from = anywhere();
        line.delete(from, Math.min(line.length(), from + 1 + random.nextInt(12)));
    }

    private void splice(byte[] other) {
        int from = random.nextInt(other.length + 1);
        line.cut(anywhere());
        line.insert(line.length(), other, from, other.length);
    }

    private static boolean isStructure(byte b) {
        return b >= 0 && STRUCTURE.indexOf(b) >= 0;
    }

    private int start(int at) {
        int start = at;
        while (start > 0 && !isStructure(line.at(start - 1))) {
            start--;
        }
        return start;
    }

    private int end(int at) {
        int end = at;
        while (end < line.length() && !isStructure(line.at(end))) {
            end++;
        }
        return end;
    }

    private byte[] token(byte[] other) {
        if (other.length == 0) {
            return other;
        }
        int start = random.nextInt(other.length);
        int end = start;
        while (start > 0 && !isStructure(other[start - 1])) {
            start--;
        }
        while (end < other.length && !isStructure(other[end])) {
            end++;
        }
        return Arrays.copyOfRange(other, start, Math.max(start, end));
    }

    private void replaceToken(byte[] by) {
        int at = anywhere();
        int start = start(at);
        line.replace(start, Math.max(start, end(at)), by);
    }

    private void swapTokens() {
        int one = anywhere();
        int two = anywhere();
        int first = start(Math.min(one, two));
        int firstEnd = Math.max(first, end(Math.min(one, two)));
        int second = start(Math.max(one, two));
        int secondEnd = Math.max(second, end(Math.max(one, two)));
        if (firstEnd <= second) {
            byte[] left = line.copy(first, firstEnd);
            byte[] right = line.copy(second, secondEnd);
            line.replace(second, secondEnd, left);
            line.replace(first, firstEnd, right);
        }
    }

    /** Where the field of a list, an object, a record or of tags ends that goes on at {@code from}. */
    private int fieldEnd(int from) {
        int at = from;
        while (at < line.length() && line.at(at) != ',' && line.at(at) != ';') {
            at++;
        }
        return at;
    }

    private void copyField() {
        int from = fieldEnd(anywhere());
        int to = from == line.length() ? from : fieldEnd(from + 1);
        byte[] field = line.copy(from, to);
        line.insert(fieldEnd(anywhere()), field);
    }

    private void deleteField() {
        int from = fieldEnd(anywhere());
        line.delete(from, from == line.length() ? from : fieldEnd(from + 1));
    }

    private void nest() {
        int times = 1 + random.nextInt(random.nextInt(10) == 0 ? 5 * DEEP : DEEP);
        boolean isClosed = random.nextBoolean();
        String open = random.nextBoolean() ? "[" : "{\"a\":";
        String close = open.equals("[") ? "]" : "}";
        String text = open.repeat(times) + (isClosed ? "1" + close.repeat(times) : "");
        replaceToken(text.getBytes(StandardCharsets.UTF_8));
    }

    private void lengthen() {
        int times = 1 + random.nextInt(random.nextInt(500) == 0 ? MANY : FEW);
        byte[] piece = random.nextBoolean() ? new byte[] {(byte) ('0' + random.nextInt(70))} : value();
        byte[] many = new byte[Math.min(times * piece.length, MANY)];
        for (int i = 0; i < many.length; i++) {
            many[i] = piece[i % piece.length];
        }
        line.insert(anywhere(), many);
    }

    private void quote() {
        int at = anywhere();
        int start = start(at);
        int end = Math.max(start, end(at));
        boolean isQuoted = start > 0 && end < line.length() && line.at(start - 1) == '"' && line.at(end) == '"';
        if (isQuoted) {
            line.delete(end, end + 1);
            line.delete(start - 1, start);
        } else {
            line.insert(end, new byte[] {'"'});
            line.insert(start, new byte[] {'"'});
        }
    }

    /** A character as an escape, or a stretch escaped once more, as by a writer that puts JSON into a string. */
    private void escape() {
        int at = anywhere();
        if (random.nextBoolean()) {
            int code = line.at(at) & 0xFF;
            line.replace(at, at + 1, String.format("\\u%04x", code).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int to = Math.min(line.length(), at + 1 + random.nextInt(60));
        for (int i = to - 1; i >= at; i--) {
            if (line.at(i) == '"' || line.at(i) == '\\') {
                line.insert(i, new byte[] {'\\'});
            }
        }
    }

    private byte[] notUtf8() {
        return switch (random.nextInt(6)) {
            case 0 -> new byte[] {(byte) 0xC0, (byte) 0xAF};
            case 1 -> new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0xBD};
            case 2 -> new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80};
            case 3 -> new byte[] {(byte) 0xE2, (byte) 0x82};
            case 4 -> new byte[] {(byte) 0xFF};
            default -> new byte[] {(byte) 0x80};
        };
    }

    private void changeCase() {
        int at = anywhere();
        byte b = line.at(at);
        if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')) {
            line.put(at, (byte) (b ^ 0x20));
        }
    }
}
