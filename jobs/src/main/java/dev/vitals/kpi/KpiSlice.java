package dev.vitals.kpi;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The text by which a slice is filed, so that it can be found without being parsed. */
public final class KpiSlice {
    /** The slice that holds everything. */
    public static final String ALL = "all";

    /** The value of a dimension that a row does not know. */
    public static final String UNKNOWN = "unknown";

    private KpiSlice() {}

    /**
     * {@code all}, or {@code dimension=value} joined by {@code |} in alphabetical order of the dimensions. Logs may bring any
     * value: a {@code |} or {@code \} in it gets a {@code \} before it, so that no two slices have one key.
     */
    public static String key(Map<String, String> slice) {
        return slice.isEmpty()
                ? ALL
                : new TreeMap<>(slice)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + escaped(entry.getValue()))
                                .collect(Collectors.joining("|"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("|", "\\|");
    }

    /** {@code category, language} as {@code category x language}. */
    static String words(List<String> dimensions) {
        return String.join(" x ", dimensions);
    }
}
