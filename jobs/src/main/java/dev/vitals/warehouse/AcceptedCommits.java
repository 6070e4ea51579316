package dev.vitals.warehouse;

import java.util.Set;
import java.util.TreeSet;

/** Commits by others that whoever answers for the warehouse has looked at: {@code _vitals/accepted-commits.txt}. */
final class AcceptedCommits {
    private static final String FILE = "accepted-commits.txt";

    private AcceptedCommits() {}

    /** Versions of a table. */
    static Set<String> of(StateFolder state, String table) {
        Set<String> versions = new TreeSet<>();
        all(state).stream()
                .filter(line -> line.startsWith(table + "@"))
                .forEach(line -> versions.add(line.substring(table.length() + 1)));
        return versions;
    }

    /** @param commit table@version */
    static void add(StateFolder state, String commit) {
        Set<String> lines = all(state);
        lines.add(commit);
        state.write(FILE, String.join("\n", lines));
    }

    private static Set<String> all(StateFolder state) {
        return state.read(FILE)
                .map(text -> new TreeSet<>(text.lines().toList()))
                .orElseGet(TreeSet::new);
    }
}
