package dev.vitals.warehouse;

import dev.vitals.job.Input;
import dev.vitals.job.Job;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which jobs have run of a night that is computed step by step and has not ended yet.
 *
 * <p>The steps hold for one as-of day and for what had landed by then. When either moves, all of them are to be done again;
 * and a job that runs again takes back those that read its table.
 */
final class OpenNight {
    private static final String FILE = "open-night.txt";

    private final StateFolder state;
    private final String night;
    private final TreeSet<String> done = new TreeSet<>();

    private OpenNight(StateFolder state, String night) {
        this.state = state;
        this.night = night;
    }

    /** The steps that have been done of this night, none when another one is open. */
    static OpenNight of(StateFolder state, LocalDate asOf, long throughBatch) {
        OpenNight open = new OpenNight(state, asOf + " " + throughBatch);
        List<String> lines = state.read(FILE).map(text -> text.lines().toList()).orElse(List.of());
        if (!lines.isEmpty() && lines.get(0).equals(open.night)) {
            open.done.addAll(lines.subList(1, lines.size()));
        }
        return open;
    }

    synchronized boolean isDone(Job job) {
        return done.contains(job.name());
    }

    /** Must be called before the job changes anything. */
    synchronized void begin(Job job, Collection<Job> all) {
        Set<String> stale = downstream(job, all);
        if (done.removeAll(stale)) {
            write();
        }
    }

    synchronized void end(Job job) {
        done.add(job.name());
        write();
    }

    /** The night is whole. */
    void close() {
        done.clear();
        state.delete(FILE);
    }

    private void write() {
        state.write(FILE, night + "\n" + done.stream().map(name -> name + "\n").collect(Collectors.joining()));
    }

    /** The job and all that read what it writes, directly or not. */
    private static Set<String> downstream(Job job, Collection<Job> all) {
        Set<String> names = new TreeSet<>(Set.of(job.name()));
        Set<String> tables = new TreeSet<>(Set.of(job.writes()));
        for (Job other : all) {
            if (other.reads().stream().map(Input::table).anyMatch(tables::contains)) {
                names.add(other.name());
                tables.add(other.writes());
            }
        }
        return names;
    }

    /**
     * The jobs and all whose tables they read, directly or not, in the order of all.
     *
     * @throws WarehouseException when a name is no job's
     */
    static List<Job> upstream(Collection<String> names, List<Job> all) {
        Set<String> unknown = new TreeSet<>(names);
        all.forEach(job -> unknown.remove(job.name()));
        if (!unknown.isEmpty()) {
            throw new WarehouseException(
                    "There is no job %s; ./vitals plan names those there are.".formatted(String.join(", ", unknown)));
        }
        Set<String> tables = new TreeSet<>();
        List<Job> wanted = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0; i--) {
            Job job = all.get(i);
            if (names.contains(job.name()) || tables.contains(job.writes())) {
                wanted.add(0, job);
                job.reads().forEach(input -> tables.add(input.table()));
            }
        }
        return wanted;
    }
}
