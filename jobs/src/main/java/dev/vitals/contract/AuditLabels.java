package dev.vitals.contract;

import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The labels that an audit may give to an item of a frame. What was left alone can't have been acted on wrongly, and what
 * was acted on can't have been missed.
 */
public final class AuditLabels {
    private static final Map<String, String> ERROR_OF_FRAME = Map.of(
            "actioned", "false_positive",
            "no_action", "false_negative",
            "automod_released", "false_negative",
            "unreported_chat", "false_negative");

    private AuditLabels() {}

    /** The frames. */
    public static Set<String> frames() {
        return ERROR_OF_FRAME.keySet();
    }

    /** The labels of a frame, one of {@link #frames}, in alphabetical order. */
    public static SortedSet<String> of(String frame) {
        SortedSet<String> labels = new TreeSet<>(Set.of("correct", "wrong_selection", "technical_error", "uncertain"));
        labels.add(ERROR_OF_FRAME.get(frame));
        return labels;
    }
}
