package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One line of JSON, checked whole and read once into a flat index of its values; text is copied only when asked for.
 *
 * <p>Values are numbered in the order of the line, the object itself is {@link #ROOT}. Of members with the same name the
 * last one counts. The index is reused from line to line, and lines that no event needs (deep nests, tens of thousands
 * of values) are refused, so that memory stays bounded.
 */
final class JsonLine {
    /** No such value. */
    static final int NONE = -1;
    /** The object of the line. */
    static final int ROOT = 0;

    /** What a value is. */
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    private static final int DEEPEST = 64;
    private static final int MOST_VALUES = 1 << 16;
    private static final int HIDDEN = -1;
    private static final int FAULT = JsonTokens.FAULT;

    private final JsonTokens tokens = new JsonTokens();
    private byte[] buffer;
    private int end;
    private int count;

    private Kind[] kinds = new Kind[64];
    private boolean[] plain = new boolean[64];
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int[] nexts = new int[64];
    private int[] nameHashes = new int[64];
    private int[] nameStarts = new int[64];
    private int[] nameLengths = new int[64];
    private boolean[] found = new boolean[64];
    private final List<byte[]> escapedNames = new ArrayList<>();

    /** Reads the line; false when it is not one whole object, see {@link #rejection()}. */
    boolean read(byte[] bytes, int from, int length) {
        buffer = bytes;
        end = from + length;
        count = 0;
        escapedNames.clear();
        tokens.start(bytes, from, end);
        int at = tokens.skipSpace(from);
        if (at < end && buffer[at] != '{') {
            return tokens.fault(at, "an object") != FAULT;
        }
        at = value(at, 0, 0, 0, 0);
        if (at == FAULT) {
            return false;
        }
        at = tokens.skipSpace(at);
        return at == end || tokens.fault(at, "the end of the line") != FAULT;
    }

    /** Why {@link #read} said no. */
    Outcome.Rejected rejection() {
        return tokens.rejection();
    }

    Kind kind(int value) {
        return kinds[value];
    }

    /** The member of an object with this ASCII name, or {@link #NONE}. */
    int find(int object, String name) {
        if (object == NONE || kinds[object] != Kind.OBJECT) {
            return NONE;
        }
        int hash = name.hashCode();
        int stop = nexts[object];
        for (int i = object + 1; i < stop; i = nexts[i]) {
            if (nameHashes[i] == hash && nameLengths[i] == name.length() && isName(i, name)) {
                found[i] = true;
                return i;
            }
        }
        return NONE;
    }

    /** The first member or element, or {@link #NONE}. */
    int first(int parent) {
        return visible(parent + 1, parent);
    }

    /** The one after {@code value} in the same parent, or {@link #NONE}. */
    int next(int value, int parent) {
        return visible(nexts[value], parent);
    }

    /** Whether {@link #find} has found this member since the line was read. */
    boolean isFound(int member) {
        return found[member];
    }

    /** Name of a member. */
    String name(int member) {
        int start = nameStarts[member];
        if (start < 0) {
            byte[] name = escapedNames.get(-start - 1);
            return new String(name, StandardCharsets.UTF_8);
        }
        return JsonText.decode(buffer, start, start + nameLengths[member]);
    }

    /** Text of a string, or a number or boolean as it is written; null for null, objects and arrays. */
    String text(int value) {
        Kind kind = kinds[value];
        if (kind == Kind.OBJECT || kind == Kind.ARRAY || kind == Kind.NULL) {
            return null;
        }
        if (plain[value]) {
            return JsonText.ascii(buffer, starts[value], ends[value]);
        }
        return JsonText.decode(buffer, starts[value], ends[value]);
    }

    /** Whether the value is text that stands in the buffer as it is, byte for byte, in ASCII. */
    boolean isPlain(int value) {
        return plain[value];
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where a scalar begins in the buffer, without its quotes. */
    int start(int value) {
        return starts[value];
    }

    /** Where it ends. */
    int end(int value) {
        return ends[value];
    }

    private int visible(int from, int parent) {
        int stop = nexts[parent];
        int i = from;
        while (i < stop && nameLengths[i] == HIDDEN) {
            i = nexts[i];
        }
        return i < stop ? i : NONE;
    }

    private boolean isName(int member, String name) {
        int start = nameStarts[member];
        byte[] bytes = buffer;
        if (start < 0) {
            bytes = escapedNames.get(-start - 1);
            start = 0;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int value(int at, int depth, int nameStart, int nameLength, int nameHash) {
        if (at >= end) {
            return tokens.fault(at, "a value");
        }
        if (depth > DEEPEST || count >= MOST_VALUES) {
            return tokens.refuse(
                    Reasons.BAD_JSON, "nested deeper than " + DEEPEST + " or more than " + MOST_VALUES + " values");
        }
        if (count == kinds.length) {
            grow();
        }
        int value = count++;
        nameStarts[value] = nameStart;
        nameLengths[value] = nameLength;
        nameHashes[value] = nameHash;
        found[value] = false;
        if (buffer[at] == '"') {
            int close = tokens.string(at + 1);
            return close == FAULT ? FAULT : close(value, Kind.STRING, tokens.isPlain(), at + 1, close) + 1;
        }
        Kind kind = kindAt(at);
        int after = switch (kind) {
            case OBJECT -> object(at + 1, depth, value);
            case ARRAY -> array(at + 1, depth);
            case NULL -> tokens.literal(at, "null");
            case BOOLEAN -> tokens.literal(at, buffer[at] == 't' ? "true" : "false");
            default -> tokens.number(at);
        };
        return close(value, kind, kind == Kind.NUMBER || kind == Kind.BOOLEAN, at, after);
    }

    private Kind kindAt(int at) {
        return switch (buffer[at]) {
            case '{' -> Kind.OBJECT;
            case '[' -> Kind.ARRAY;
            case 'n' -> Kind.NULL;
            case 't', 'f' -> Kind.BOOLEAN;
            default -> Kind.NUMBER;
        };
    }

    private int close(int value, Kind kind, boolean isPlain, int start, int after) {
        kinds[value] = kind;
        plain[value] = isPlain;
        starts[value] = start;
        ends[value] = after;
        nexts[value] = count;
        return after;
    }

    private int object(int from, int depth, int object) {
        int at = tokens.skipSpace(from);
        if (tokens.isAt(at, '}')) {
            return at + 1;
        }
        long seen = 0;
        while (true) {
            if (!tokens.isAt(at, '"')) {
                return tokens.fault(at, "a name in quotes");
            }
            int nameStart = at + 1;
            int close = tokens.string(nameStart);
            if (close == FAULT) {
                return FAULT;
            }
            int nameLength = close - nameStart;
            int hash;
            if (tokens.isPlain()) {
                hash = hash(buffer, nameStart, close);
            } else {
                byte[] name = JsonText.decode(buffer, nameStart, close).getBytes(StandardCharsets.UTF_8);
                escapedNames.add(name);
                nameStart = -escapedNames.size();
                nameLength = name.length;
                hash = hash(name, 0, name.length);
            }
            long bit = 1L << (hash ^ (hash >>> 6) ^ (hash >>> 12));
            if ((seen & bit) != 0) {
                hideEarlier(object, nameStart, nameLength, hash);
            }
            seen |= bit;
            at = tokens.skipSpace(close + 1);
            if (!tokens.isAt(at, ':')) {
                return tokens.fault(at, "a colon");
            }
            at = value(tokens.skipSpace(at + 1), depth + 1, nameStart, nameLength, hash);
            if (at == FAULT) {
                return FAULT;
            }
            at = tokens.skipSpace(at);
            if (tokens.isAt(at, '}')) {
                return at + 1;
            }
            if (!tokens.isAt(at, ',')) {
                return tokens.fault(at, "a comma or the end of the object");
            }
            at = tokens.skipSpace(at + 1);
        }
    }

    private int array(int from, int depth) {
        int at = tokens.skipSpace(from);
        if (tokens.isAt(at, ']')) {
            return at + 1;
        }
        while (true) {
            at = value(at, depth + 1, 0, 0, 0);
            if (at == FAULT) {
                return FAULT;
            }
            at = tokens.skipSpace(at);
            if (tokens.isAt(at, ']')) {
                return at + 1;
            }
            if (!tokens.isAt(at, ',')) {
                return tokens.fault(at, "a comma or the end of the array");
            }
            at = tokens.skipSpace(at + 1);
        }
    }

    /** The last of several members with one name counts; the open object's earlier members are walked. */
    private void hideEarlier(int object, int nameStart, int nameLength, int hash) {
        byte[] bytes = nameStart < 0 ? escapedNames.get(-nameStart - 1) : buffer;
        int start = Math.max(nameStart, 0);
        for (int i = object + 1; i < count; i = nexts[i]) {
            if (nameHashes[i] != hash || nameLengths[i] != nameLength) {
                continue;
            }
            byte[] other = nameStarts[i] < 0 ? escapedNames.get(-nameStarts[i] - 1) : buffer;
            int otherStart = Math.max(nameStarts[i], 0);
            if (Arrays.equals(bytes, start, start + nameLength, other, otherStart, otherStart + nameLength)) {
                nameLengths[i] = HIDDEN;
            }
        }
    }

    private static int hash(byte[] bytes, int start, int stop) {
        int hash = 0;
        for (int i = start; i < stop; i++) {
            hash = hash * 31 + (bytes[i] & 0xFF);
        }
        return hash;
    }

    private void grow() {
        int larger = kinds.length * 2;
        kinds = Arrays.copyOf(kinds, larger);
        plain = Arrays.copyOf(plain, larger);
        starts = Arrays.copyOf(starts, larger);
        ends = Arrays.copyOf(ends, larger);
        nexts = Arrays.copyOf(nexts, larger);
        nameHashes = Arrays.copyOf(nameHashes, larger);
        nameStarts = Arrays.copyOf(nameStarts, larger);
        nameLengths = Arrays.copyOf(nameLengths, larger);
        found = Arrays.copyOf(found, larger);
    }
}
