package dev.vitals.cli.night;

import dev.vitals.contract.ChildAges;
import dev.vitals.contract.CodeLists;
import dev.vitals.stats.TimeBins;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Fills the small tables of a new store with what both contestants take from the same files: codes, ages, cells of time. */
final class DuckLists {
    private DuckLists() {}

    static void fill(DuckStore store) {
        if (store.query("SELECT count(*) FROM time_bin", row -> row.getLong(1)).get(0) > 0) {
            return;
        }
        store.run("INSERT INTO code VALUES " + codes());
        StringJoiner ages = new StringJoiner(", ");
        ChildAges.load().ageBands().forEach(band -> ages.add("(" + DuckStore.text(band) + ")"));
        store.run("INSERT INTO child_age VALUES " + ages);
        StringJoiner bins = new StringJoiner(", ");
        for (int bin = 0; bin <= TimeBins.LAST_BIN; bin++) {
            bins.add("(%d, %d, %s)".formatted(bin, TimeBins.lowerSeconds(bin), TimeBins.representativeSeconds(bin)));
        }
        store.run("INSERT INTO time_bin VALUES " + bins);
    }

    private static String codes() {
        CodeLists lists = CodeLists.load();
        Set<String> words = lists.words();
        StringJoiner codes = new StringJoiner(", ");
        for (String list : CodeLists.NAMES) {
            Map<String, String> byLower = new TreeMap<>();
            words.stream()
                    .filter(word -> word.equals(lists.listed(list, word)))
                    .forEach(word -> byLower.put(word.toLowerCase(Locale.ROOT), word));
            byLower.forEach((lower, word) -> codes.add("("
                    + String.join(", ", List.of(DuckStore.text(list), DuckStore.text(lower), DuckStore.text(word)))
                    + ")"));
        }
        return codes.toString();
    }
}
