package dev.vitals.simulate;

import java.time.LocalDate;
import java.util.Arrays;

/** Builds one event as a line of JSON in a reused buffer; keys are ASCII, strings are escaped as RFC 8259 asks. */
final class EventWriter {
    private static final String HEX = "0123456789abcdef";
    private static final long DAY_MILLIS = 86_400_000L;

    private byte[] buffer = new byte[4096];
    private int length;
    private boolean opening;
    private long dateOf = Long.MIN_VALUE;
    private final byte[] date = new byte[10];

    EventWriter begin(Kind kind) {
        length = 0;
        opening = true;
        raw('{');
        return put("type", kind.type());
    }

    EventWriter put(String key, String value) {
        key(key);
        if (value == null) {
            ascii("null");
        } else {
            quoted(value);
        }
        return this;
    }

    EventWriter put(String key, long value) {
        key(key);
        number(value);
        return this;
    }

    EventWriter put(String key, double value) {
        key(key);
        ascii(Double.toString(value));
        return this;
    }

    EventWriter put(String key, boolean value) {
        key(key);
        ascii(value ? "true" : "false");
        return this;
    }

    /** A number as a string, as platforms write ids of people. */
    EventWriter putId(String key, long id) {
        key(key);
        raw('"');
        number(id);
        raw('"');
        return this;
    }

    EventWriter putUuid(String key, long high, long low) {
        key(key);
        room(40);
        buffer[length++] = '"';
        Ids.uuid(high, low, buffer, length);
        length += 36;
        buffer[length++] = '"';
        return this;
    }

    /** Bytes that are already escaped. */
    EventWriter putText(String key, byte[] escaped, int size) {
        key(key);
        room(size + 2);
        buffer[length++] = '"';
        System.arraycopy(escaped, 0, buffer, length, size);
        length += size;
        buffer[length++] = '"';
        return this;
    }

    /** A list of byte strings that are already escaped. */
    EventWriter putTexts(String key, byte[][] escaped, int count) {
        key(key);
        raw('[');
        for (int i = 0; i < count; i++) {
            room(escaped[i].length + 3);
            if (i > 0) {
                buffer[length++] = ',';
            }
            buffer[length++] = '"';
            System.arraycopy(escaped[i], 0, buffer, length, escaped[i].length);
            length += escaped[i].length;
            buffer[length++] = '"';
        }
        raw(']');
        return this;
    }

    EventWriter putStrings(String key, Iterable<String> values) {
        key(key);
        raw('[');
        boolean first = true;
        for (String value : values) {
            if (!first) {
                raw(',');
            }
            first = false;
            quoted(value);
        }
        raw(']');
        return this;
    }

    EventWriter beginObject(String key) {
        key(key);
        raw('{');
        opening = true;
        return this;
    }

    EventWriter endObject() {
        raw('}');
        opening = false;
        return this;
    }

    /** An instant as RFC 3339 in UTC with milliseconds. */
    EventWriter putTime(String key, long epochMillis) {
        key(key);
        room(28);
        long day = Math.floorDiv(epochMillis, DAY_MILLIS);
        if (day != dateOf) {
            dateOf = day;
            String text = LocalDate.ofEpochDay(day).toString();
            for (int i = 0; i < 10; i++) {
                date[i] = (byte) text.charAt(i);
            }
        }
        int millis = (int) (epochMillis - day * DAY_MILLIS);
        buffer[length++] = '"';
        System.arraycopy(date, 0, buffer, length, 10);
        length += 10;
        buffer[length++] = 'T';
        two(millis / 3_600_000);
        buffer[length++] = ':';
        two(millis / 60_000 % 60);
        buffer[length++] = ':';
        two(millis / 1000 % 60);
        buffer[length++] = '.';
        buffer[length++] = (byte) ('0' + millis / 100 % 10);
        two(millis % 100);
        buffer[length++] = 'Z';
        buffer[length++] = '"';
        return this;
    }

    EventWriter end() {
        raw('}');
        raw('\n');
        return this;
    }

    byte[] bytes() {
        return buffer;
    }

    /** Bytes of the line, its line feed included. */
    int length() {
        return length;
    }

    private void key(String key) {
        room(key.length() + 4);
        if (!opening) {
            buffer[length++] = ',';
        }
        opening = false;
        buffer[length++] = '"';
        ascii(key);
        buffer[length++] = '"';
        buffer[length++] = ':';
    }

    private void quoted(String value) {
        raw('"');
        room(6 * value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                buffer[length++] = '\\';
                buffer[length++] = (byte) c;
            } else if (c < 0x20) {
                ascii("\\u00");
                buffer[length++] = (byte) HEX.charAt(c >> 4);
                buffer[length++] = (byte) HEX.charAt(c & 15);
            } else if (c < 0x80) {
                buffer[length++] = (byte) c;
            } else if (c < 0x800) {
                buffer[length++] = (byte) (0xC0 | (c >> 6));
                buffer[length++] = (byte) (0x80 | (c & 63));
            } else if (Character.isHighSurrogate(c) && i + 1 < value.length()) {
                int point = Character.toCodePoint(c, value.charAt(++i));
                buffer[length++] = (byte) (0xF0 | (point >> 18));
                buffer[length++] = (byte) (0x80 | ((point >> 12) & 63));
                buffer[length++] = (byte) (0x80 | ((point >> 6) & 63));
                buffer[length++] = (byte) (0x80 | (point & 63));
            } else {
                buffer[length++] = (byte) (0xE0 | (c >> 12));
                buffer[length++] = (byte) (0x80 | ((c >> 6) & 63));
                buffer[length++] = (byte) (0x80 | (c & 63));
            }
        }
        raw('"');
    }

    private void number(long value) {
        if (value < 0) {
            ascii(Long.toString(value));
            return;
        }
        room(20);
        int digits = 1;
        for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
            digits++;
        }
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            buffer[length + i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private void two(int value) {
        buffer[length++] = (byte) ('0' + value / 10);
        buffer[length++] = (byte) ('0' + value % 10);
    }

    /** The deprecated method drops the high byte of each character, of which ASCII has none, and is the fastest. */
    @SuppressWarnings("deprecation")
    private void ascii(String text) {
        room(text.length());
        text.getBytes(0, text.length(), buffer, length);
        length += text.length();
    }

    private void raw(char c) {
        room(1);
        buffer[length++] = (byte) c;
    }

    private void room(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
