package dev.vitals.warehouse;

import dev.vitals.job.Input;
import dev.vitals.job.Job;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * From which day on each table is whole, after {@link Retention} took days away: {@code _vitals/kept-days.txt}.
 *
 * <p>A day that is made of days that are gone would come out wrong, so that it is computed no more: what was published of it
 * stays, however late an event of it comes in.
 */
final class KeptDays {
    private static final String FILE = "kept-days.txt";

    private final StateFolder state;
    private final TreeMap<String, LocalDate> first;

    private KeptDays(StateFolder state, TreeMap<String, LocalDate> first) {
        this.state = state;
        this.first = first;
    }

    static KeptDays of(StateFolder state) {
        TreeMap<String, LocalDate> first = new TreeMap<>();
        state.read(FILE)
                .ifPresent(text -> text.lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> line.split(" ", 2))
                        .forEach(parts -> first.put(parts[0], LocalDate.parse(parts[1]))));
        return new KeptDays(state, first);
    }

    /** Must be called before the commit that takes the days before this one away. */
    void keepFrom(String table, LocalDate day) {
        if (!first.containsKey(table) || first.get(table).isBefore(day)) {
            first.put(table, day);
            state.write(
                    FILE,
                    first.entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue() + "\n")
                            .collect(Collectors.joining()));
        }
    }

    /** Of these days those that are made of whole days. */
    TreeSet<LocalDate> of(Collection<Input> inputs, TreeSet<LocalDate> days) {
        LocalDate from = from(inputs, first);
        return from == null ? days : new TreeSet<>(days.tailSet(from, true));
    }

    /**
     * The first day that can be computed anew by all jobs.
     *
     * @param jobs each after the jobs whose tables it reads
     * @return null where nothing was taken away
     */
    LocalDate from(List<Job> jobs) {
        Map<String, LocalDate> computable = new HashMap<>(first);
        LocalDate latest = null;
        for (Job job : jobs) {
            LocalDate from = from(job.reads(), computable);
            if (from != null) {
                computable.merge(job.writes(), from, KeptDays::later);
                latest = latest == null ? from : later(latest, from);
            }
        }
        return latest;
    }

    private static LocalDate from(Collection<Input> inputs, Map<String, LocalDate> first) {
        return inputs.stream()
                .filter(input -> input.isDated() && first.containsKey(input.table()))
                .map(input -> first.get(input.table()).plusDays(input.daysBack()))
                .reduce(KeptDays::later)
                .orElse(null);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** Tables of which days were taken away. */
    Set<String> tables() {
        return Set.copyOf(first.keySet());
    }
}
