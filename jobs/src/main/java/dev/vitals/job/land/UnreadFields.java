package dev.vitals.job.land;

import dev.vitals.contract.CodeLists;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the fields of events that nothing reads, and codes that no list has: a format that grew shows itself here first.
 *
 * <p>What is missing in the event (null) is no field. Logins and display names are dropped on purpose and not counted,
 * and a name that is not made of listed words could be anybody's, so that it is counted without being said.
 */
final class UnreadFields {
    private static final int MOST_NAMES = 500;
    static final String OTHER = "(other)";

    private final CodeLists lists = CodeLists.load();
    private final Map<String, Long> counts = new HashMap<>();

    /** Counts the fields of an object that were never looked for since its line was read. */
    void count(String type, JsonLine line, int object) {
        for (int i = line.first(object); i != JsonLine.NONE; i = line.next(i, object)) {
            if (!line.isFound(i) && line.kind(i) != JsonLine.Kind.NULL) {
                count(type, line.name(i));
            }
        }
    }

    /** Counts the codes of an event that no list has, as {@code type/field=other}. */
    void count(String type, Codes codes) {
        codes.unlisted().forEach(field -> add(type + '/' + field + '=' + CodeLists.OTHER));
        if (codes.unread() > 0) {
            add(type + "/attributes/" + OTHER);
        }
    }

    private void count(String type, String field) {
        if (field.endsWith("_login") || field.endsWith("_name")) {
            return;
        }
        add(type + '/' + (lists.isName(field) ? field : OTHER));
    }

    private void add(String name) {
        boolean hasRoom = counts.size() < MOST_NAMES || counts.containsKey(name);
        counts.merge(hasRoom ? name : OTHER, 1L, Long::sum);
    }

    /** Lines by event type and field, with a slash between them, and {@code =other} behind a code. */
    Map<String, Long> counts() {
        return Map.copyOf(counts);
    }
}
