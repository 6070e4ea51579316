package dev.vitals.warehouse.landing;

import dev.vitals.job.land.Pseudonyms;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** People under a legal hold, known by their pseudonyms, and whether a delivered record tells of any of them. */
public final class HeldPeople {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}_-]+");

    /** Ids with other signs in them are whole values of JSON, CSV or tags. */
    private static final Pattern VALUES = Pattern.compile("[\"=;, \t\r\n]+");

    private final Set<String> held;
    private final Pseudonyms pseudonyms;

    /** @param held their pseudonyms */
    public HeldPeople(Set<String> held, Pseudonyms pseudonyms) {
        this.held = Set.copyOf(held);
        this.pseudonyms = pseudonyms;
    }

    /** Whether any word of a record is the id or pseudonym of one of them, or the login of one whose id nobody told. */
    boolean areIn(byte... record) {
        if (held.isEmpty()) {
            return false;
        }
        return Reading.of(record)
                .map(Reading::text)
                .anyMatch(text -> isAnyOf(BETWEEN.split(text)) || isAnyOf(VALUES.split(text)));
    }

    private boolean isAnyOf(String... words) {
        for (String word : words) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (!word.isEmpty()
                    && (held.contains(word)
                            || held.contains(pseudonyms.of(word))
                            || held.contains(pseudonyms.of('@' + lower))
                            || held.contains(pseudonyms.of('#' + lower)))) {
                return true;
            }
        }
        return false;
    }
}
