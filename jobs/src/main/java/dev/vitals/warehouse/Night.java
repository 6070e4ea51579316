package dev.vitals.warehouse;

import dev.vitals.contract.Completeness;
import dev.vitals.job.Job;
import dev.vitals.job.measure.FactMeasure;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;

/**
 * Recomputes what a night touches: from the days whose events are new, along the windows of the jobs, to the numbers.
 *
 * <p>Only days that really changed are followed further, so that the cost of a night depends on what happened in it and
 * on the windows, not on the length of history.
 */
final class Night {
    private final Warehouse warehouse;
    private final List<Job> jobs;
    private final List<KpiDefinition> kpis;
    private final ExperimentCatalogue experiments;
    private final Progress progress;
    private final Scope scope;

    Night(
            Warehouse warehouse,
            List<Job> jobs,
            List<KpiDefinition> kpis,
            ExperimentCatalogue experiments,
            Progress progress) {
        this(warehouse, jobs, kpis, experiments, progress, Scope.all());
    }

    /** @param scope days that it stays within */
    Night(
            Warehouse warehouse,
            List<Job> jobs,
            List<KpiDefinition> kpis,
            ExperimentCatalogue experiments,
            Progress progress,
            Scope scope) {
        this.warehouse = warehouse;
        this.jobs = jobs;
        this.kpis = kpis;
        this.experiments = experiments;
        this.progress = progress;
        this.scope = scope;
    }

    /**
     * What a recomputation did.
     *
     * @param asOf last day whose events count
     * @param changedDays changed days by table
     * @param restated published numbers that moved
     */
    record Outcome(LocalDate asOf, Map<String, TreeSet<LocalDate>> changedDays, int restated) {}

    /**
     * Recomputes everything that is still to do, and ends the night.
     *
     * @param log log of the run, which knows the as-of day
     * @param forced days that every job computes whatever changed, for a backfill
     */
    Outcome recompute(RunLog log, LastNight last, SortedSet<LocalDate> forced) {
        try (SharedTables tables = new SharedTables(warehouse)) {
            return recompute(tables, log, last, forced);
        }
    }

    /** Computes everything anew, as the first night of a warehouse does, from these tables. */
    Outcome recomputeAll(RunLog log, SharedTables tables) {
        return recompute(tables, log, new LastNight(Optional.empty(), 0), new TreeSet<>());
    }

    private Outcome recompute(SharedTables tables, RunLog log, LastNight last, SortedSet<LocalDate> forced) {
        Instant startedAt = log.now();
        NewEvents events = NewEvents.since(tables, last, log.asOf());
        OpenNight open = OpenNight.of(warehouse.state(), log.asOf(), events.lastBatch());
        int steps = jobs.size() + 3;
        Map<String, TreeSet<LocalDate>> changed = refine(tables, log, last, events, open, jobs, forced, steps);
        progress.begin(Progress.Part.MEASURE);
        new SegmentChecks(Completeness.load()).require(tables.read("ops.ingest_file"), log);
        Outcome outcome = measure(tables, log, last, events, changed, forced, steps);
        log.nightSucceeded(log.asOf(), events.lastBatch(), startedAt);
        open.close();
        progress.at("done", steps, steps);
        return outcome;
    }

    /**
     * Does a part of a night, whose end is left to {@link #recompute}: some jobs and those whose tables they read, if they
     * have not run yet.
     *
     * @param names names of jobs
     */
    Outcome refine(RunLog log, LastNight last, Set<String> names) {
        try (SharedTables tables = new SharedTables(warehouse)) {
            NewEvents events = NewEvents.since(tables, last, log.asOf());
            OpenNight open = OpenNight.of(warehouse.state(), log.asOf(), events.lastBatch());
            List<Job> wanted = OpenNight.upstream(names, jobs);
            Map<String, TreeSet<LocalDate>> changed =
                    refine(tables, log, last, events, open, wanted, new TreeSet<>(), wanted.size());
            progress.at("done", wanted.size(), wanted.size());
            return new Outcome(log.asOf(), changed, 0);
        }
    }

    private Map<String, TreeSet<LocalDate>> refine(
            SharedTables tables,
            RunLog log,
            LastNight last,
            NewEvents events,
            OpenNight open,
            List<Job> wanted,
            SortedSet<LocalDate> forced,
            int steps) {
        LocalDate asOf = log.asOf();
        PendingDays pending = PendingDays.load(warehouse.state());
        KeptDays kept = KeptDays.of(warehouse.state());
        LocalDate earliest = events.earliest().orElse(asOf);
        Map<String, TreeSet<LocalDate>> changed = new ConcurrentHashMap<>(events.changedDays());
        DaysToCompute toCompute = new DaysToCompute(changed, earliest, last.asOf(), asOf);
        JobRunner runner = new JobRunner(warehouse, tables, pending, log, events.eventDays());
        AtomicInteger step = new AtomicInteger();
        SideBySide.forEach(wanted, Night::readsWhatIsWrittenBy, job -> {
            progress.at("refine " + job.writes(), step.getAndIncrement(), steps);
            TreeSet<LocalDate> changedDays = new TreeSet<>();
            if (!forced.isEmpty() || !open.isDone(job)) {
                TreeSet<LocalDate> days = toCompute.of(job, isTurned -> stored(job, isTurned));
                days.addAll(DayRanges.upTo(asOf, new TreeSet<>(forced)));
                days = kept.of(job.reads(), within(job, days));
                open.begin(job, jobs);
                changedDays.addAll(days.isEmpty() ? new TreeSet<>() : runner.run(job, days));
                open.end(job);
            }
            changedDays.addAll(pending.of(job.writes()));
            changed.put(job.writes(), dimensionDays(job, changed, changedDays));
        });
        return changed;
    }

    /** A table without days is computed whole or not at all. */
    private TreeSet<LocalDate> within(Job job, TreeSet<LocalDate> days) {
        if (warehouse.contracts().table(job.writes()).dayColumn().isPresent()) {
            return scope.of(job.writes(), days);
        }
        return scope.isAbout(job.writes()) ? days : new TreeSet<>();
    }

    private Outcome measure(
            SharedTables tables,
            RunLog log,
            LastNight last,
            NewEvents events,
            Map<String, TreeSet<LocalDate>> changed,
            SortedSet<LocalDate> forced,
            int steps) {
        LocalDate asOf = log.asOf();
        PendingDays pending = PendingDays.load(warehouse.state());
        List<FactMeasure> measures = FactMeasure.all(warehouse.contracts(), kpis);
        Restatements restatements = new Restatements(log, last.asOf(), lateDays(measures, events, last));
        progress.at("measure " + Gold.DAILY, jobs.size(), steps);
        TreeSet<LocalDate> goldDays = new TreeSet<>(pending.of(Gold.DAILY));
        goldDays.addAll(new MeasureStep(warehouse, tables, log, last, forced, events, scope)
                .run(measures, changed, restatements, pending));
        progress.at("measure " + Gold.PERIOD, steps - 2, steps);
        SideBySide.forEach(ofDays(log, last, forced, events, goldDays), Runnable::run);
        changed.put(Gold.DAILY, goldDays);
        return new Outcome(asOf, changed, restatements.count());
    }

    /** What is made of the numbers of days: tables of which none is made of another. */
    private List<Runnable> ofDays(
            RunLog log, LastNight last, SortedSet<LocalDate> forced, NewEvents events, TreeSet<LocalDate> goldDays) {
        LocalDate asOf = log.asOf();
        LocalDate earliest = events.earliest().orElse(asOf);
        List<Runnable> steps = new ArrayList<>();
        boolean isLater = !last.asOf().equals(Optional.of(asOf));
        if (isLater || !goldDays.isEmpty()) {
            steps.add(() -> new Gold(warehouse, log, last).replacePeriods(goldDays, byId(kpis)));
            steps.add(() -> new NowcastStep(warehouse, log).run(kpis));
        }
        steps.add(() -> new AlertStep(warehouse, log, kpis).run(AlertStep.nights(last.asOf(), asOf, forced, earliest)));
        steps.add(() -> new ReadoutStep(warehouse, log, experiments)
                .run(DayRanges.nights(last.asOf(), asOf, forced, earliest), forced));
        return steps;
    }

    /** Days of the rows of a job's table for which a condition holds, as the night found it. */
    private List<LocalDate> stored(Job job, Column condition) {
        if (!warehouse.exists(job.writes())) {
            return List.of();
        }
        String day = warehouse
                .contracts()
                .table(job.writes())
                .dayColumn()
                .orElseThrow()
                .name();
        return warehouse.read(job.writes()).filter(condition).select(day).distinct().collectAsList().stream()
                .map(row -> row.getDate(0).toLocalDate())
                .toList();
    }

    /** By KPI the published days of which events came in that its facts are made of. */
    private Map<String, Set<LocalDate>> lateDays(List<FactMeasure> measures, NewEvents events, LastNight last) {
        Map<String, Set<LocalDate>> late = new HashMap<>();
        for (FactMeasure measure : measures) {
            Set<LocalDate> days = events.lateDays(sources(measure.table()), last);
            measure.kpiIds().forEach(kpi -> late.put(kpi, days));
        }
        return late;
    }

    /** Bronze tables that a table is made of, by way of whichever jobs. */
    private Set<String> sources(String table) {
        Set<String> sources = new HashSet<>();
        jobs.stream()
                .filter(job -> job.writes().equals(table))
                .flatMap(job -> job.reads().stream())
                .forEach(input -> sources.addAll(sources(input.table())));
        return sources.isEmpty() ? Set.of(table) : sources;
    }

    /** A table without days changes from the first day of what it is made of. */
    private TreeSet<LocalDate> dimensionDays(
            Job job, Map<String, TreeSet<LocalDate>> changed, TreeSet<LocalDate> changedDays) {
        if (warehouse.contracts().table(job.writes()).dayColumn().isPresent()) {
            return changedDays;
        }
        TreeSet<LocalDate> from = new TreeSet<>();
        job.reads().forEach(input -> from.addAll(changed.getOrDefault(input.table(), new TreeSet<>())));
        return from;
    }

    private static boolean readsWhatIsWrittenBy(Job job, Job other) {
        return job.reads().stream().anyMatch(input -> input.table().equals(other.writes()));
    }

    private static Map<String, KpiDefinition> byId(List<KpiDefinition> kpis) {
        return kpis.stream().collect(Collectors.toMap(KpiDefinition::id, Function.identity()));
    }
}
