package dev.vitals.job.land;

/** Finds where the tokens of one line of JSON end, and keeps what was wrong with the first one that does not. */
final class JsonTokens {
    /** There is no such token; {@link #rejection()} says why. */
    static final int FAULT = -1;

    private byte[] buffer;
    int offset;
    int end;
    private boolean isPlain;
    private Outcome.Rejected rejection;

    void start(byte[] bytes, int from, int stop) {
        buffer = bytes;
        offset = from;
        end = stop;
        rejection = null;
    }

    Outcome.Rejected rejection() {
        return rejection;
    }

    /** Whether the last string is ASCII without escapes. */
    boolean isPlain() {
        return isPlain;
    }

    boolean isAt(int at, char wanted) {
        return at < end && buffer[at] == wanted;
    }

    /** Finds the closing quote of the string whose first character is at {@code from}; notes whether it is plain. */
    int string(int from) {
        boolean onlyPlain = true;
        int at = from;
        while (at < end) {
            if (at + 8 <= end) {
                long eight = Utf8.eight(buffer, at);
                long special = Utf8.matches(eight, '"')
                        | Utf8.matches(eight, '\\')
                        | Utf8.below(eight, 0x20)
                        | (eight & Utf8.HIGH_BITS);
                if (special == 0) {
                    at += 8;
                    continue;
                }
                at += Long.numberOfTrailingZeros(special) >>> 3;
            }
            byte next = buffer[at];
            if (next == '"') {
                isPlain = onlyPlain;
                return at;
            }
            if (next == '\\') {
                onlyPlain = false;
                int after = JsonText.afterEscape(buffer, at, end);
                if (after < 0) {
                    return after == JsonText.CUT ? fault(end, "the end of the string") : fault(at, "a known escape");
                }
                at = after;
            } else if (next >= 0x20) {
                at++;
            } else if (next >= 0) {
                return fault(at, "text; control characters in strings are escaped in JSON");
            } else {
                onlyPlain = false;
                int length = Utf8.sequence(buffer, at, end);
                if (length <= 0) {
                    return fault(length == Utf8.CUT ? end : at, "text");
                }
                at += length;
            }
        }
        return fault(end, "the end of the string");
    }

    /** Where the number ends; it is where any value starts that is nothing else. */
    int number(int from) {
        int at = from < end && buffer[from] == '-' ? from + 1 : from;
        int whole = at;
        at = digits(at);
        if (at == whole || (buffer[whole] == '0' && at > whole + 1)) {
            return fault(at == whole ? at : whole, "a value");
        }
        if (at < end && buffer[at] == '.') {
            int decimals = at + 1;
            at = digits(decimals);
            if (at == decimals) {
                return fault(at, "a digit");
            }
        }
        if (at < end && (buffer[at] == 'e' || buffer[at] == 'E')) {
            int exponent = at + 1;
            exponent += exponent < end && (buffer[exponent] == '+' || buffer[exponent] == '-') ? 1 : 0;
            at = digits(exponent);
            if (at == exponent) {
                return fault(at, "a digit");
            }
        }
        return at;
    }

    private int digits(int from) {
        int at = from;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Where the word ends whose first letter has been seen. */
    int literal(int from, String word) {
        for (int i = 1; i < word.length(); i++) {
            if (from + i >= end || buffer[from + i] != word.charAt(i)) {
                return fault(from + i, word);
            }
        }
        return from + word.length();
    }

    int skipSpace(int from) {
        int at = from;
        while (at < end && (buffer[at] == ' ' || buffer[at] == '\t' || buffer[at] == '\r' || buffer[at] == '\n')) {
            at++;
        }
        return at;
    }

    /** Notes what was found at {@code at} instead of what was expected. */
    int fault(int at, String expected) {
        if (at >= end) {
            return refuse(
                    Reasons.TRUNCATED_LINE, "the line ends after " + (end - offset) + " bytes; expected " + expected);
        }
        byte found = buffer[at];
        String where = " at byte " + (at - offset) + "; expected " + expected;
        if (found == 0) {
            return refuse(Reasons.NUL_BYTE, "NUL" + where);
        }
        if (found < 0 && Utf8.sequence(buffer, at, end) == 0) {
            return refuse(Reasons.NOT_UTF8, "bytes that are not UTF-8" + where);
        }
        return refuse(Reasons.BAD_JSON, String.format("character 0x%02X%s", found & 0xFF, where));
    }

    /** Notes why the line is not read. */
    int refuse(String reason, String detail) {
        rejection = new Outcome.Rejected(reason, null, detail);
        return FAULT;
    }
}
