package dev.vitals.sentiment;

import java.util.Set;
import java.util.TreeSet;

/** The words that turn around what follows them; they have no weight of their own. */
final class Negators {
    private static final String STEMS =
            "ai are ca could did do does had has have is might must need should was were wo" + " would";
    private static final String OTHERS =
            "barely cannot hardly neither never no nobody none nor not nothing nowhere rarely"
                    + " scarcely seldom w/o without";

    private Negators() {}

    /** Every negator, in lower case; chat drops the apostrophe as often as it writes it. */
    static Set<String> all() {
        Set<String> words = new TreeSet<>(Set.of(OTHERS.split(" ")));
        for (String stem : STEMS.split(" ")) {
            words.add(stem + "n't");
            words.add(stem + "nt");
        }
        return words;
    }
}
