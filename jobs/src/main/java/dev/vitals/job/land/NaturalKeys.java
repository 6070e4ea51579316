package dev.vitals.job.land;

import java.nio.charset.StandardCharsets;
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

    private final Pseudonyms pseudonyms;

    NaturalKeys(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** What stands for these parts in this order; a missing part differs from an empty one. */
    String of(Object... parts) {
        StringBuilder said = new StringBuilder("\nkey ");
        for (Object part : parts) {
            if (part == null) {
                said.append("-;");
            } else {
                String text = part.toString();
                said.append(text.length()).append(';').append(text);
            }
        }
        return MARK + pseudonyms.ofOnce(said.toString().getBytes(StandardCharsets.UTF_8));
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
