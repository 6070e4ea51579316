package dev.vitals.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a column type in the words of Spark's DDL and brings it to its one spelling, e.g. {@code long -> bigint}. */
final class ColumnType {
    private static final Map<String, String> SIMPLE = Map.of(
            "string", "string",
            "int", "int",
            "integer", "int",
            "long", "bigint",
            "bigint", "bigint",
            "double", "double",
            "boolean", "boolean",
            "timestamp", "timestamp",
            "date", "date",
            "binary", "binary");
    private static final Pattern TOKEN = Pattern.compile("\\s*([A-Za-z_]\\w*|`[^`]+`|\\d+|[<>(),:])");
    private static final int MAX_PRECISION = 38;

    private final String text;
    private final List<String> tokens;
    private int next;

    private ColumnType(String text) {
        this.text = text;
        this.tokens = tokens(text);
    }

    /** The one spelling of the type: lower case, no blanks, {@code bigint} for {@code long}. */
    static String canonical(String text) {
        ColumnType reader = new ColumnType(text);
        String type = reader.type();
        if (reader.next < reader.tokens.size()) {
            throw reader.error("there is more behind the type");
        }
        return type;
    }

    /** Whether the type, in its one spelling, is a number. */
    static boolean isNumber(String canonical) {
        return Set.of("int", "bigint", "double").contains(canonical) || canonical.startsWith("decimal(");
    }

    private String type() {
        String word = take().toLowerCase(Locale.ROOT);
        if (SIMPLE.containsKey(word)) {
            return SIMPLE.get(word);
        }
        return switch (word) {
            case "decimal" -> decimal();
            case "array" -> {
                expect("<");
                String element = type();
                expect(">");
                yield "array<" + element + ">";
            }
            case "map" -> {
                expect("<");
                String key = type();
                expect(",");
                String value = type();
                expect(">");
                yield "map<" + key + "," + value + ">";
            }
            case "struct" -> struct();
            default ->
                throw error(
                        "'" + word + "' is no type; use string, int, long, double, boolean, timestamp, date, binary,"
                                + " decimal(p,s), array<...>, map<k,v> or struct<name:type,...>");
        };
    }

    private String decimal() {
        expect("(");
        int precision = number();
        expect(",");
        int scale = number();
        expect(")");
        if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
            throw error("a decimal has 1 to 38 digits and no more behind the point than in all");
        }
        return "decimal(" + precision + "," + scale + ")";
    }

    private String struct() {
        expect("<");
        List<String> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        do {
            String name = take().replace("`", "");
            if (!names.add(name)) {
                throw error("the struct has two fields " + name);
            }
            expect(":");
            fields.add(name + ":" + type());
        } while (found(","));
        expect(">");
        return "struct<" + String.join(",", fields) + ">";
    }

    private int number() {
        String token = take();
        if (!token.matches("\\d{1,3}")) {
            throw error("'" + token + "' should be a number of digits");
        }
        return Integer.parseInt(token);
    }

    private void expect(String token) {
        if (!found(token)) {
            throw error("'" + token + "' is missing");
        }
    }

    private boolean found(String token) {
        boolean isNext = next < tokens.size() && tokens.get(next).equals(token);
        if (isNext) {
            next++;
        }
        return isNext;
    }

    private String take() {
        if (next == tokens.size()) {
            throw error("it ends too early");
        }
        return tokens.get(next++);
    }

    private IllegalArgumentException error(String why) {
        return new IllegalArgumentException("The type '" + text + "' can't be read: " + why + ".");
    }

    private List<String> tokens(String source) {
        List<String> found = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(source);
        int at = 0;
        String rest = source.stripTrailing();
        while (at < rest.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw error("the character '" + rest.charAt(at) + "' does not belong there");
            }
            found.add(matcher.group(1));
            at = matcher.end();
        }
        return found;
    }
}
