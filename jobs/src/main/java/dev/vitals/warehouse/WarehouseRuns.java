package dev.vitals.warehouse;

import dev.vitals.job.Job;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingReport;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The writing verbs of the launcher: land, run a night, backfill. Each holds the run lock while it works. */
public final class WarehouseRuns {
    private final Warehouse warehouse;
    private final List<Job> jobs;
    private final List<KpiDefinition> kpis;
    private final ExperimentCatalogue experiments;
    private final Clock clock;
    private final Progress progress;

    /**
     * @param warehouse where to work
     * @param jobs refine jobs, each after the jobs whose tables it reads
     * @param kpis KPI definitions
     * @param clock time for the log; never for a number
     * @param progress hears how far the work is
     */
    public WarehouseRuns(
            Warehouse warehouse, List<Job> jobs, List<KpiDefinition> kpis, Clock clock, Progress progress) {
        this(warehouse, jobs, kpis, ReadoutStep.testsOf(jobs), clock, progress);
    }

    /** The same, with other tests of changes than those that are packaged with the classes. */
    WarehouseRuns(
            Warehouse warehouse,
            List<Job> jobs,
            List<KpiDefinition> kpis,
            ExperimentCatalogue experiments,
            Clock clock,
            Progress progress) {
        this.warehouse = warehouse;
        this.jobs = List.copyOf(jobs);
        this.kpis = List.copyOf(kpis);
        this.experiments = experiments;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What a run did.
     *
     * @param runId id in {@code ops.job_run}
     * @param asOf last day whose events count
     * @param landing what landed, if anything was to land
     * @param changedDays days that changed, by table
     * @param rows rows that were computed, by table; of days that did not change, too
     * @param restated published numbers that moved
     */
    public record Summary(
            String runId,
            LocalDate asOf,
            Optional<LandingReport> landing,
            Map<String, SortedSet<LocalDate>> changedDays,
            Map<String, Long> rows,
            int restated) {
        /** Whether there was nothing to land and no number changed. */
        public boolean isNothingToDo() {
            boolean landedNothing = landing.map(l -> l.sources().isEmpty()).orElse(true);
            return landedNothing && changedDays.values().stream().allMatch(SortedSet::isEmpty);
        }
    }

    /** Lands every file that has not landed yet; computes nothing. */
    public LandingReport land(Landing landing, String landingUri, LocalDate runDate) {
        try (RunLock lock = take("land " + runDate + " since " + clock.instant())) {
            progress.begin(Progress.Part.LAND);
            progress.at("land " + landingUri, 0, 1);
            LandingReport landed = landing.land(landingUri, runDate, progress);
            RunLog log = new RunLog(clock, runDate);
            log.checked(landed.checks());
            log.write(warehouse);
            return landed;
        }
    }

    /**
     * Runs a night: lands what is new, then recomputes every day that it touches, as of the night or of the last night
     * that was run, whichever is later. When a source could not be landed, the others are and nothing is computed: readers
     * go on seeing what they saw.
     */
    public Summary run(Landing landing, String landingUri, LocalDate night) {
        try (RunLock lock = take("run " + night + " since " + clock.instant())) {
            progress.begin(Progress.Part.LAND);
            progress.at("land " + landingUri, 0, 1);
            LandingReport landed = landing.land(landingUri, night, progress);
            return landed.failures().isEmpty()
                    ? recompute(Optional.of(landed), night, new TreeSet<>())
                    : notMeasured(landed, night);
        }
    }

    /** A day without what a source has of it would be shown as one on which nothing happened. */
    private Summary notMeasured(LandingReport landed, LocalDate night) {
        RunLog log = new RunLog(clock, asOf(LastNight.of(warehouse), night));
        log.checked(landed.checks());
        String why = "Nothing was measured, as sources could not be landed: " + String.join(" ", landed.failures());
        log.nightFailed(log.asOf(), new WarehouseException(why), log.now());
        log.write(warehouse);
        return new Summary(log.runId(), log.asOf(), Optional.of(landed), new TreeMap<>(), new TreeMap<>(), 0);
    }

    /**
     * Computes some tables of a night, and those that they are made of, without publishing a number; what has landed since
     * the last night counts.
     *
     * @param names names of jobs
     */
    public Summary refine(LocalDate night, Set<String> names) {
        try (RunLock lock = take("refine " + night + " since " + clock.instant())) {
            return logged(night, Optional.empty(), (log, last) -> night().refine(log, last, names), false);
        }
    }

    /** Ends a night whose files have landed: computes the tables that are still to do, then publishes its numbers. */
    public Summary measure(LocalDate night) {
        try (RunLock lock = take("measure " + night + " since " + clock.instant())) {
            return recompute(Optional.empty(), night, new TreeSet<>());
        }
    }

    /** Recomputes days from bronze and lands nothing. */
    public Summary backfill(LocalDate from, LocalDate to) {
        try (RunLock lock =
                take("backfill " + from + " to " + to + " since " + clock.instant(), KeyRotation::requireTablesDone)) {
            requireWhole(from);
            return recompute(Optional.empty(), to, DayRanges.between(from, to));
        }
    }

    /** A number made of days that retention took away would be wrong, and look right. */
    private void requireWhole(LocalDate from) {
        KeptDays kept = KeptDays.of(warehouse.state());
        LocalDate first = kept.from(jobs);
        if (first != null && from.isBefore(first)) {
            throw new WarehouseException(
                    "The days before %s can't all be computed anew: retention has taken away days of %s that they are made of. What was published of them stays; backfill from %s on."
                            .formatted(first, String.join(", ", new TreeSet<>(kept.tables())), first));
        }
    }

    /** Recomputes the days of a range that can be computed anew, see {@link #backfill}. */
    public Summary backfillWhole(LocalDate from, LocalDate to) {
        LocalDate first = KeptDays.of(warehouse.state()).from(jobs);
        return backfill(first == null || first.isBefore(from) ? from : first, to);
    }

    private RunLock take(String holder) {
        return take(holder, KeyRotation::requireNone);
    }

    private RunLock take(String holder, Consumer<StateFolder> requireNoRotation) {
        RunLock lock = RunLock.take(warehouse, holder);
        try {
            PendingErasure.requireNone(warehouse.state());
            requireNoRotation.accept(warehouse.state());
            return lock;
        } catch (WarehouseException e) {
            lock.close();
            throw e;
        }
    }

    private Summary recompute(Optional<LandingReport> landed, LocalDate night, SortedSet<LocalDate> forced) {
        Summary summary = logged(night, landed, (log, last) -> night().recompute(log, last, forced), true);
        PendingDays.load(warehouse.state()).clear();
        return summary;
    }

    private Night night() {
        return new Night(warehouse, jobs, kpis, experiments, progress);
    }

    private Summary logged(
            LocalDate night,
            Optional<LandingReport> landed,
            BiFunction<RunLog, LastNight, Night.Outcome> work,
            boolean isWhole) {
        progress.begin(Progress.Part.REFINE);
        LastNight last = LastNight.of(warehouse);
        LocalDate asOf = asOf(last, night);
        RunLog log = new RunLog(clock, asOf);
        Instant startedAt = log.now();
        landed.ifPresent(landing -> log.checked(landing.checks()));
        Night.Outcome outcome;
        SortedMap<String, Long> rows;
        try {
            outcome = work.apply(log, last);
            rows = log.rows();
            progress.begin(Progress.Part.PUBLISH);
            RunLock.requireHeld(warehouse.state());
            log.write(warehouse);
        } catch (Exception e) {
            // Not only unchecked ones: Spark throws others from Scala without declaring them.
            if (isWhole) {
                log.nightFailed(asOf, e, startedAt);
            }
            writeQuietly(log, e);
            throw e;
        }
        if (isWhole) {
            new Publishing(warehouse, clock).night(log);
        }
        return new Summary(log.runId(), asOf, landed, new TreeMap<>(outcome.changedDays()), rows, outcome.restated());
    }

    private static LocalDate asOf(LastNight last, LocalDate night) {
        return last.asOf().filter(d -> d.isAfter(night)).orElse(night);
    }

    /** The failure that ended the run matters more than one in writing it down. */
    private void writeQuietly(RunLog log, Exception failure) {
        try {
            log.write(warehouse);
        } catch (Exception second) {
            failure.addSuppressed(second);
        }
    }
}
