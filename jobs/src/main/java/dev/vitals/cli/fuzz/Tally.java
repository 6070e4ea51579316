package dev.vitals.cli.fuzz;

import dev.vitals.job.land.Outcome;
import java.util.HashSet;
import java.util.Set;

/** Counts what became of lines, and which kinds of outcomes there were. */
final class Tally {
    long lines;
    long files;
    long landed;
    long quarantined;
    long ignored;
    long blank;
    final Set<Long> kinds = new HashSet<>();

    void count(Outcome outcome) {
        lines++;
        landed += outcome instanceof Outcome.Event ? 1 : 0;
        quarantined += outcome instanceof Outcome.Rejected ? 1 : 0;
        ignored += outcome instanceof Outcome.Ignored ? 1 : 0;
        blank += outcome instanceof Outcome.Blank ? 1 : 0;
    }

    void add(Tally other) {
        lines += other.lines;
        files += other.files;
        landed += other.landed;
        quarantined += other.quarantined;
        ignored += other.ignored;
        blank += other.blank;
        kinds.addAll(other.kinds);
    }
}
