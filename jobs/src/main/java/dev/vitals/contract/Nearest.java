package dev.vitals.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the known names that a mistyped one probably meant, so that an error can offer them. */
public final class Nearest {
    private static final int OFFERED = 3;

    private Nearest() {}

    /** The known names within a few slips of the pen of {@code name}, nearest first, at most three. */
    public static List<String> to(String name, Collection<String> known) {
        int allowed = Math.max(2, name.length() / 5);
        return known.stream()
                .distinct()
                .map(candidate -> Map.entry(candidate, distance(name, candidate)))
                .filter(entry -> entry.getValue() <= allowed)
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(OFFERED)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** {@code " Did you mean a or b?"}, or else {@code " Known are: ..."}; starts with a space. */
    public static String hint(String name, Collection<String> known) {
        List<String> near = to(name, known);
        if (!near.isEmpty()) {
            return " Did you mean " + String.join(" or ", near) + "?";
        }
        return " Known are: " + known.stream().sorted(Comparator.naturalOrder()).collect(Collectors.joining(", "))
                + ".";
    }

    /** Levenshtein's distance: insertions, deletions and replacements that turn one text into the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
