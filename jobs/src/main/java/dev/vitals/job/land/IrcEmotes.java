package dev.vitals.job.land;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names the emotes of an IRC message from its tag {@code id:first-last,first-last/id:...}, where positions count code
 * points.
 *
 * <p>Some servers count wrongly behind characters outside the basic plane, so that a position may lie outside the text
 * or cut through words; the id then stands for the name.
 */
final class IrcEmotes {
    private record Use(int first, String name) {}

    private IrcEmotes() {}

    /** The distinct names in the order of their first use; null without a tag. */
    static String[] used(String tag, String text) {
        if (tag == null) {
            return null;
        }
        List<Use> uses = new ArrayList<>();
        int start = 0;
        while (start < tag.length()) {
            int end = tag.indexOf('/', start);
            end = end < 0 ? tag.length() : end;
            addUses(tag.substring(start, end), text, uses);
            start = end + 1;
        }
        uses.sort(Comparator.comparingInt(Use::first));
        Set<String> names = new LinkedHashSet<>();
        uses.forEach(use -> names.add(use.name));
        return names.toArray(new String[0]);
    }

    private static void addUses(String emote, String text, List<Use> uses) {
        int colon = emote.indexOf(':');
        if (colon <= 0) {
            return;
        }
        String id = emote.substring(0, colon);
        int start = colon + 1;
        while (start < emote.length()) {
            int end = emote.indexOf(',', start);
            end = end < 0 ? emote.length() : end;
            int dash = emote.indexOf('-', start);
            if (dash > start && dash < end) {
                long first = Numbers.count(emote.substring(start, dash));
                long last = Numbers.count(emote.substring(dash + 1, end));
                if (first != Numbers.BAD && last != Numbers.BAD) {
                    uses.add(new Use((int) Math.min(first, Integer.MAX_VALUE), name(text, first, last, id)));
                }
            }
            start = end + 1;
        }
    }

    private static String name(String text, long first, long last, String id) {
        if (first > last || last >= text.length()) {
            return id;
        }
        int codePoints = text.codePointCount(0, text.length());
        if (last >= codePoints) {
            return id;
        }
        int start = text.offsetByCodePoints(0, (int) first);
        int end = text.offsetByCodePoints(start, (int) (last - first + 1));
        boolean isWord = (start == 0 || !Character.isLetterOrDigit(text.codePointBefore(start)))
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)));
        String name = text.substring(start, end);
        boolean isMention = name.contains("@") || (start > 0 && text.charAt(start - 1) == '@');
        boolean hasSpace = name.chars().anyMatch(Character::isWhitespace);
        return isWord && !hasSpace && !isMention ? name : id;
    }
}
