package dev.vitals.warehouse.landing;

import dev.vitals.job.land.Pseudonyms;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** People under a legal hold, known by their pseudonyms, and whether a delivered record tells of any of them. */
public final class HeldPeople {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}_-]+");

    private final Set<String> held;
    private final Pseudonyms pseudonyms;

    /** @param held their pseudonyms */
    public HeldPeople(Set<String> held, Pseudonyms pseudonyms) {
        this.held = Set.copyOf(held);
        this.pseudonyms = pseudonyms;
    }

    /** Whether any word of a record is the id of one of them, or the login of one whose id nobody told. */
    boolean areIn(byte... record) {
        if (held.isEmpty()) {
            return false;
        }
        for (String word : BETWEEN.split(new String(record, StandardCharsets.UTF_8))) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (!word.isEmpty()
                    && (held.contains(pseudonyms.of(word))
                            || held.contains(pseudonyms.of('@' + lower))
                            || held.contains(pseudonyms.of('#' + lower)))) {
                return true;
            }
        }
        return false;
    }
}
