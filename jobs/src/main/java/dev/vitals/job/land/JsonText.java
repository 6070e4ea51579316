package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;

/** Turns the bytes between the quotes of a checked JSON string into text. */
final class JsonText {
    /** The escape is cut off by the end of the line. */
    static final int CUT = -1;
    /** There is no such escape. */
    static final int UNKNOWN = -2;

    private static final char REPLACEMENT = '\uFFFD';

    private JsonText() {}

    static String ascii(byte[] buffer, int start, int end) {
        return new String(buffer, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** Where text goes on after the escape whose backslash is at {@code at}, or {@link #CUT} or {@link #UNKNOWN}. */
    static int afterEscape(byte[] buffer, int at, int end) {
        if (at + 1 >= end) {
            return CUT;
        }
        return switch (buffer[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            case 'u' -> afterHex(buffer, at + 2, end);
            default -> UNKNOWN;
        };
    }

    private static int afterHex(byte[] buffer, int from, int end) {
        for (int i = from; i < from + 4; i++) {
            if (i >= end) {
                return CUT;
            }
            if (Character.digit(buffer[i], 16) < 0) {
                return UNKNOWN;
            }
        }
        return from + 4;
    }

    /** The text; half of a surrogate pair, which only an escape can bring, becomes U+FFFD. */
    static String decode(byte[] buffer, int start, int end) {
        int at = start;
        while (at < end && buffer[at] != '\\') {
            at++;
        }
        if (at == end) {
            return new String(buffer, start, end - start, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(end - start);
        int copied = start;
        while (at < end) {
            if (buffer[at] != '\\') {
                at++;
                continue;
            }
            text.append(new String(buffer, copied, at - copied, StandardCharsets.UTF_8));
            text.append(unescape(buffer, at));
            at += buffer[at + 1] == 'u' ? 6 : 2;
            copied = at;
        }
        text.append(new String(buffer, copied, end - copied, StandardCharsets.UTF_8));
        return replaceHalves(text).toString();
    }

    private static char unescape(byte[] buffer, int at) {
        return switch (buffer[at + 1]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(ascii(buffer, at + 2, at + 6), 16);
            default -> (char) buffer[at + 1];
        };
    }

    private static StringBuilder replaceHalves(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair) {
                i++;
            } else {
                text.setCharAt(i, REPLACEMENT);
            }
        }
        return text;
    }
}
