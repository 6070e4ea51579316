package dev.vitals.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Turns YAML nodes into plain Java values. */
final class YamlValues {
    private static final int LONG_DIGITS = 18;

    private YamlValues() {}

    /** String, Long, BigDecimal (also for whole numbers too long for a Long), Double (.nan, .inf), Boolean, List, Map or null. */
    static Object of(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            sequence.getValue().forEach(item -> list.add(of(item)));
            return Collections.unmodifiableList(list);
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                map.put(String.valueOf(of(tuple.getKeyNode())), of(tuple.getValueNode()));
            }
            return Collections.unmodifiableMap(map);
        }
        throw new IllegalArgumentException("A YAML node of an unknown kind: " + node.getNodeType() + ".");
    }

    /** The number exactly as written; empty when it is none. */
    static Optional<BigDecimal> decimal(Node node) {
        Object value = of(node);
        if (value instanceof Long number) {
            return Optional.of(BigDecimal.valueOf(number));
        }
        return value instanceof BigDecimal number ? Optional.of(number) : Optional.empty();
    }

    /** The value as an error shows it. */
    static String shown(Node node) {
        if (node instanceof ScalarNode scalar) {
            return "'" + scalar.getValue() + "'";
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }

    private static Object scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (Tag.NULL.equals(tag)) {
            return null;
        }
        if (Tag.BOOL.equals(tag)) {
            return Boolean.valueOf(text);
        }
        if (Tag.INT.equals(tag)) {
            BigDecimal number = new BigDecimal(text);
            return number.precision() <= LONG_DIGITS ? (Object) number.longValueExact() : number;
        }
        if (Tag.FLOAT.equals(tag)) {
            return switch (text) {
                case ".nan" -> Double.NaN;
                case ".inf" -> Double.POSITIVE_INFINITY;
                case "-.inf" -> Double.NEGATIVE_INFINITY;
                default -> new BigDecimal(text);
            };
        }
        return text;
    }
}
