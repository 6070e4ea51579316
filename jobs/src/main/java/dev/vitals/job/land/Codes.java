package dev.vitals.job.land;

import dev.vitals.contract.CodeLists;
import java.util.LinkedHashSet;
import java.util.Set;

/** Reads codes by the lists of this house, and remembers in which fields of an event another word stood. */
final class Codes {
    private final CodeLists lists = CodeLists.load();
    private final Set<String> unlisted = new LinkedHashSet<>();
    private int unread;

    /** Starts anew with the next event. */
    void begin() {
        unlisted.clear();
        unread = 0;
    }

    /** The word as its list has it, {@link CodeLists#OTHER} for another one, null for none. */
    String of(String field, String list, String word) {
        if (word == null || word.isEmpty()) {
            return null;
        }
        String listed = lists.listed(list, word);
        if (listed == null) {
            unlisted.add(field);
            return CodeLists.OTHER;
        }
        return listed;
    }

    /** Fields of the event whose word no list has. */
    Set<String> unlisted() {
        return unlisted;
    }

    /** Whether the name of a detail is made of listed words; one that is not is counted as a field that nothing reads. */
    boolean isName(String snake) {
        boolean isName = lists.isName(snake);
        if (!isName) {
            unread++;
        }
        return isName;
    }

    /** Details of the event that were left out for their names. */
    int unread() {
        return unread;
    }

    /** A line of a type that nothing reads; it is told by words that are listed. */
    Outcome ignored(String type) {
        return ignored(null, type);
    }

    /** A line of a type that is read, of a kind that is not. */
    Outcome ignored(String type, String kind) {
        String listed = lists.listed(CodeLists.IGNORED_TYPE, kind);
        String told = listed == null ? UnreadFields.OTHER : listed;
        return new Outcome.Ignored(type == null ? told : type + '/' + told);
    }
}
