package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Natural keys for events that have no id of their own. They are made under the pseudonym key, because they stand for who took
 * part too: without the key nobody finds out of whom they were made, and a key with one secret more takes them along.
 *
 * <p>One ends with a tilde and 32 hex characters, as no id of a platform does; what may stand before is nobody's.
 */
public final class NaturalKeys {
    private static final char MARK = '~';
    private static final int DIGITS = 32;
    private static final Map<String, Set<String>> MADE_OF = Map.of(
            BronzeTable.CHAT_MESSAGE.contract(), Set.of("channel_id", "user_id"),
            BronzeTable.REPORT_EVENT.contract(), Set.of("moderator_id"),
            BronzeTable.ENFORCEMENT_EVENT.contract(), Set.of("channel_id", "subject_user_id"),
            BronzeTable.APPEAL_EVENT.contract(), Set.of("reviewer_id"),
            BronzeTable.AUDIT_LABEL.contract(), Set.of("item_id", "rater_id"),
            BronzeTable.VIEWERSHIP.contract(), Set.of("channel_id"),
            BronzeTable.EXPOSURE.contract(), Set.of("unit_id"),
            BronzeTable.STREAM_CONTEXT.contract(), Set.of("channel_id", "attributes"),
            BronzeTable.DIMENSION_EVENT.contract(), Set.of("entity_id", "attributes"));

    private final Pseudonyms pseudonyms;

    NaturalKeys(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** What stands for these parts in this order; a missing part differs from an empty one. */
    String of(Object... parts) {
        return MARK + pseudonyms.ofOnce(said(parts).getBytes(StandardCharsets.UTF_8));
    }

    private static String said(Object... parts) {
        StringBuilder said = new StringBuilder("\nkey ");
        for (Object part : parts) {
            if (part == null) {
                said.append("-;");
            } else {
                String text = part.toString();
                said.append(text.length()).append(';').append(text);
            }
        }
        return said.toString();
    }

    /** The same in the first epoch of the key, for what others know by name; it is not taken along. */
    String lasting(Object... parts) {
        return pseudonyms.ofFirstEpoch(said(parts));
    }

    /** A pseudonym among ids of things, told from them by its mark. */
    public static String marked(String pseudonym) {
        return MARK + pseudonym;
    }

    /** The columns of a table that tell of whom keys of its events are made. */
    public static Set<String> madeOf(String table) {
        return MADE_OF.getOrDefault(table, Set.of());
    }

    /** Whether a text is a key that was made here, or ends with one. */
    public static boolean isOne(String text) {
        int mark = text.length() - DIGITS - 1;
        return mark >= 0 && text.charAt(mark) == MARK && Pseudonyms.isOne(text.substring(mark + 1));
    }

    /**
     * Another key in the place of one; a text that has none stays.
     *
     * @param next what becomes of its digits
     */
    public static String replaced(String text, UnaryOperator<String> next) {
        if (!isOne(text)) {
            return text;
        }
        int digits = text.length() - DIGITS;
        return text.substring(0, digits) + next.apply(text.substring(digits));
    }
}
