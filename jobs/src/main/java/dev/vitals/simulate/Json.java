package dev.vitals.simulate;

import java.util.Iterator;
import java.util.Map;

/** Writes maps, lists, strings, numbers and booleans as indented JSON; a number that is not finite becomes null. */
final class Json {
    private Json() {}

    static String of(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.append('\n').toString();
    }

    private static void write(Object value, String indent, StringBuilder out) {
        if (value instanceof Map<?, ?> map) {
            each(map.entrySet().iterator(), '{', '}', indent, out);
        } else if (value instanceof Iterable<?> list) {
            each(list.iterator(), '[', ']', indent, out);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            quoted(entry.getKey().toString(), out);
            out.append(": ");
            write(entry.getValue(), indent, out);
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            out.append("null");
        } else if (value instanceof Number || value instanceof Boolean || value == null) {
            out.append(value);
        } else {
            quoted(value.toString(), out);
        }
    }

    private static void each(Iterator<?> items, char open, char close, String indent, StringBuilder out) {
        out.append(open);
        String deeper = indent + "  ";
        boolean any = false;
        while (items.hasNext()) {
            out.append(any ? "," : "").append(deeper);
            write(items.next(), deeper, out);
            any = true;
        }
        out.append(any ? indent : "").append(close);
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
