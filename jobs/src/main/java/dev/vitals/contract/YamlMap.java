package dev.vitals.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A mapping in a definition file, read key by key with types; each mistake is an error with file and line.
 *
 * <p>A key counts as known once it was asked for: read all of them, then call {@link #rejectUnknownKeys()}.
 */
public final class YamlMap {
    private final YamlFile file;
    private final String what;
    private final MappingNode node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> keyLines = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    YamlMap(YamlFile file, String what, MappingNode node) {
        this.file = file;
        this.what = what;
        this.node = node;
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw file.error(lineOf(tuple.getKeyNode()), "a key must be a plain word.");
            }
            if (values.put(key.getValue(), tuple.getValueNode()) != null) {
                throw file.error(
                        lineOf(key),
                        key.getValue() + " is given twice in " + what + ", first in line "
                                + keyLines.get(key.getValue()) + "; keep one.");
            }
            keyLines.put(key.getValue(), lineOf(key));
        }
    }

    /** Keys in the order of the file. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Whether the key is there; asking makes it known. */
    public boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** A text that must be there and hold more than blanks. */
    public String string(String key) {
        return optionalString(key).orElseThrow(() -> missing(key));
    }

    /** A text, if given. */
    public Optional<String> optionalString(String key) {
        return find(key).map(value -> text(key, value));
    }

    /** A whole number that must be there. */
    public int integer(String key) {
        return optionalInteger(key).orElseThrow(() -> missing(key));
    }

    /** A whole number, if given. */
    public OptionalInt optionalInteger(String key) {
        Optional<Node> found = find(key);
        if (found.isEmpty()) {
            return OptionalInt.empty();
        }
        if (YamlValues.of(found.get()) instanceof Long number && number == number.intValue()) {
            return OptionalInt.of(number.intValue());
        }
        throw error(key, "must be a whole number, not " + YamlValues.shown(found.get()) + ".");
    }

    /** A number that must be there. */
    public BigDecimal decimal(String key) {
        return optionalDecimal(key).orElseThrow(() -> missing(key));
    }

    /** A number, if given, exactly as written. */
    public Optional<BigDecimal> optionalDecimal(String key) {
        return find(key)
                .map(value -> YamlValues.decimal(value)
                        .orElseThrow(() -> error(key, "must be a number, not " + YamlValues.shown(value) + ".")));
    }

    /** true or false; must be there. */
    public boolean bool(String key) {
        return optionalBool(key).orElseThrow(() -> missing(key));
    }

    /** true or false, if given. */
    public Optional<Boolean> optionalBool(String key) {
        return find(key).map(value -> {
            if (YamlValues.of(value) instanceof Boolean truth) {
                return truth;
            }
            throw error(key, "must be true or false, not " + YamlValues.shown(value) + ".");
        });
    }

    /** One word of an enumeration, written in lower case; must be there. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        return optionalOneOf(key, type).orElseThrow(() -> missing(key));
    }

    /** One word of an enumeration, written in lower case, if given. */
    public <E extends Enum<E>> Optional<E> optionalOneOf(String key, Class<E> type) {
        return optionalString(key).map(word -> {
            List<E> all = Arrays.asList(type.getEnumConstants());
            List<String> words =
                    all.stream().map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
            if (!words.contains(word)) {
                throw error(key, "must be one of " + String.join(", ", words) + ", not '" + word + "'.");
            }
            return all.get(words.indexOf(word));
        });
    }

    /** A list of texts; empty when the key is not there. */
    public List<String> strings(String key) {
        return items(key).stream().map(item -> text(key, item)).toList();
    }

    /** A mapping that must be there. */
    public YamlMap map(String key) {
        return optionalMap(key).orElseThrow(() -> missing(key));
    }

    /** A mapping, if given. */
    public Optional<YamlMap> optionalMap(String key) {
        return find(key).map(value -> mapping(key, value));
    }

    /** A list of mappings; empty when the key is not there. */
    public List<YamlMap> maps(String key) {
        return items(key).stream().map(item -> mapping(key, item)).toList();
    }

    /**
     * Whatever stands there, as plain Java: String, Long, BigDecimal, Double (for .nan and .inf), Boolean, List, Map,
     * or null for a missing key and for null.
     */
    public Object value(String key) {
        asked.add(key);
        return values.containsKey(key) ? YamlValues.of(values.get(key)) : null;
    }

    /** All keys with their values as plain Java, in the order of the file; makes all of them known. */
    public Map<String, Object> values() {
        Map<String, Object> all = new LinkedHashMap<>();
        values.keySet().forEach(key -> all.put(key, value(key)));
        return Collections.unmodifiableMap(all);
    }

    /** Fails on a key that nobody asked for, which is a slip of the pen. */
    public void rejectUnknownKeys() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw file.error(
                        keyLines.get(key), "unknown key " + key + " in " + what + "." + Nearest.hint(key, asked));
            }
        }
    }

    /** An error about the value of a key: {@code file:line: key message}. */
    public DefinitionException error(String key, String message) {
        return file.error(keyLines.getOrDefault(key, lineOf(node)), key + " " + message);
    }

    /** An error about the mapping as a whole. */
    public DefinitionException error(String message) {
        return file.error(lineOf(node), message);
    }

    /** {@code file:line} of the mapping. */
    public String place() {
        return file.name() + ":" + lineOf(node);
    }

    /** {@code file:line} of a key, or of the mapping where it is not there. */
    public String place(String key) {
        return file.name() + ":" + keyLines.getOrDefault(key, lineOf(node));
    }

    /** Line of the mapping, counted from 1. */
    int line() {
        return lineOf(node);
    }

    /** Line of a node, counted from 1. */
    static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private Optional<Node> find(String key) {
        asked.add(key);
        return Optional.ofNullable(values.get(key)).filter(value -> !Tag.NULL.equals(value.getTag()));
    }

    private DefinitionException missing(String key) {
        return error("key " + key + " is missing in " + what + "; add it.");
    }

    private String text(String key, Node value) {
        if (YamlValues.of(value) instanceof String text) {
            if (text.isBlank()) {
                throw error(key, "is empty; write something or leave the key out.");
            }
            return text;
        }
        throw error(key, "must be a text, not " + YamlValues.shown(value) + "; put it in quotes if you mean a text.");
    }

    private List<Node> items(String key) {
        Optional<Node> found = find(key);
        if (found.isEmpty()) {
            return List.of();
        }
        if (found.get() instanceof SequenceNode list) {
            return new ArrayList<>(list.getValue());
        }
        throw error(key, "must be a list ([a, b] or lines with -), not " + YamlValues.shown(found.get()) + ".");
    }

    private YamlMap mapping(String key, Node value) {
        if (value instanceof MappingNode mapping) {
            return new YamlMap(file, key, mapping);
        }
        throw file.error(
                lineOf(value), key + " must hold a mapping (key: value), not " + YamlValues.shown(value) + ".");
    }
}
