package dev.vitals.warehouse;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Days of a table that were rewritten in a night that has not ended yet.
 *
 * <p>A night that dies between two tables has already changed the first: the next run finds it equal to what it computes
 * and would believe that nothing changed. What is pending says that it did. Cleared when a night ends well.
 */
final class PendingDays {
    private static final String FILE = "pending-days.txt";

    private final StateFolder state;
    private final TreeMap<String, TreeSet<LocalDate>> days = new TreeMap<>();

    private PendingDays(StateFolder state) {
        this.state = state;
    }

    static PendingDays load(StateFolder state) {
        PendingDays pending = new PendingDays(state);
        state.read(FILE)
                .ifPresent(text -> text.lines().filter(l -> !l.isBlank()).forEach(line -> {
                    String[] parts = line.split(" ", 2);
                    pending.days.computeIfAbsent(parts[0], t -> new TreeSet<>()).add(LocalDate.parse(parts[1]));
                }));
        return pending;
    }

    synchronized TreeSet<LocalDate> of(String table) {
        return new TreeSet<>(days.getOrDefault(table, new TreeSet<>()));
    }

    /** Must be called before the commit that changes the days. */
    synchronized void add(String table, Collection<LocalDate> changed) {
        TreeSet<LocalDate> known = days.computeIfAbsent(table, t -> new TreeSet<>());
        if (known.addAll(changed)) {
            state.write(FILE, days.entrySet().stream().map(PendingDays::lines).collect(Collectors.joining()));
        }
    }

    boolean isEmpty() {
        return days.isEmpty();
    }

    void clear() {
        days.clear();
        state.delete(FILE);
    }

    private static String lines(Map.Entry<String, TreeSet<LocalDate>> entry) {
        return entry.getValue().stream()
                .map(day -> entry.getKey() + " " + day + "\n")
                .collect(Collectors.joining());
    }
}
