package dev.vitals.warehouse;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.measure.Cell;
import dev.vitals.job.measure.FactMeasure;
import dev.vitals.kpi.KpiDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Recomputes what a night touches: from the days whose events are new, along the windows of the jobs, to the numbers.
 *
 * <p>Only days that really changed are followed further, so that the cost of a night depends on what happened in it and
 * on the windows, not on the length of history.
 */
final class Night {
    /** Days measured in one go; bounds what the driver holds. */
    private static final int MEASURED_AT_ONCE = 31;

    /** Days before the first night on which nothing happening is worth a row. */
    private static final int FIRST_NIGHT_DAYS = 31;

    private final Warehouse warehouse;
    private final List<Job> jobs;
    private final List<KpiDefinition> kpis;
    private final Progress progress;

    Night(Warehouse warehouse, List<Job> jobs, List<KpiDefinition> kpis, Progress progress) {
        this.warehouse = warehouse;
        this.jobs = jobs;
        this.kpis = kpis;
        this.progress = progress;
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
     * Recomputes.
     *
     * @param log log of the run, which knows the as-of day
     * @param forced days that every job computes whatever changed, for a backfill
     */
    Outcome recompute(RunLog log, LastNight last, SortedSet<LocalDate> forced) {
        Instant startedAt = log.now();
        LocalDate asOf = log.asOf();
        PendingDays pending = PendingDays.load(warehouse.state());
        NewEvents events = NewEvents.since(warehouse, last, asOf);
        LocalDate earliest = events.earliest().orElse(asOf);
        Map<String, TreeSet<LocalDate>> changed = new HashMap<>(events.changedDays());
        JobRunner runner = new JobRunner(warehouse, pending, log);

        List<FactMeasure> measures = FactMeasure.all(warehouse.contracts(), kpis);
        int steps = jobs.size() + measures.size() + 1;
        int step = 0;
        for (Job job : jobs) {
            progress.at("refine " + job.writes(), step++, steps);
            TreeSet<LocalDate> days = reached(job.reads(), changed, earliest, asOf);
            days.addAll(DayRanges.upTo(asOf, new TreeSet<>(forced)));
            TreeSet<LocalDate> changedDays = days.isEmpty() ? new TreeSet<>() : runner.run(job, days);
            changedDays.addAll(pending.of(job.writes()));
            changed.put(job.writes(), dimensionDays(job, changed, changedDays));
        }
        Restatements restatements = new Restatements(log, last.asOf(), events.lateDays(last));
        TreeSet<LocalDate> goldDays = new TreeSet<>(pending.of(Gold.DAILY));
        goldDays.addAll(measure(log, last, forced, earliest, changed, measures, restatements, pending, step, steps));
        progress.at("measure " + Gold.PERIOD, steps - 1, steps);
        new Gold(warehouse, log).replacePeriods(goldDays, byId(kpis));
        changed.put(Gold.DAILY, goldDays);
        log.nightSucceeded(asOf, events.lastBatch(), startedAt);
        progress.at("done", steps, steps);
        return new Outcome(asOf, changed, restatements.count());
    }

    private TreeSet<LocalDate> measure(
            RunLog log,
            LastNight last,
            SortedSet<LocalDate> forced,
            LocalDate earliest,
            Map<String, TreeSet<LocalDate>> changed,
            List<FactMeasure> measures,
            Restatements restatements,
            PendingDays pending,
            int firstStep,
            int steps) {
        Instant startedAt = log.now();
        Map<LocalDate, Set<String>> recomputed = new TreeMap<>();
        List<Cell> cells = new ArrayList<>();
        int step = firstStep;
        for (FactMeasure measure : measures) {
            progress.at("measure " + measure.table(), step++, steps);
            TreeSet<LocalDate> days = measuredDays(measure, last, forced, earliest, changed, log.asOf());
            for (DayRanges.Range range : pieces(DayRanges.ranges(days))) {
                Days window = new Days(range.first(), range.last(), log.asOf());
                cells.addAll(measure.cells(new WindowedTables(warehouse, Set.of(measure.reads()), window), window));
                DayRanges.between(range.first(), range.last())
                        .forEach(day -> recomputed
                                .computeIfAbsent(day, d -> new HashSet<>())
                                .addAll(measure.kpiIds()));
            }
        }
        List<Gold.Recomputed> days = recomputed.entrySet().stream()
                .map(e -> new Gold.Recomputed(e.getKey(), e.getValue()))
                .toList();
        TreeSet<LocalDate> replaced = new Gold(warehouse, log).replace(days, cells, restatements, pending);
        if (!replaced.isEmpty()) {
            log.jobSucceeded(
                    "measure", Gold.DAILY, replaced.first(), replaced.last(), replaced.size(), cells.size(), startedAt);
        }
        return replaced;
    }

    /** Days whose facts changed, and days that were still provisional when the last night ended. */
    private static TreeSet<LocalDate> measuredDays(
            FactMeasure measure,
            LastNight last,
            SortedSet<LocalDate> forced,
            LocalDate earliest,
            Map<String, TreeSet<LocalDate>> changed,
            LocalDate asOf) {
        TreeSet<LocalDate> days = DayRanges.reached(
                measure.reads(), changed.getOrDefault(measure.table(), new TreeSet<>()), earliest, asOf);
        days.addAll(DayRanges.upTo(asOf, new TreeSet<>(forced)));
        LocalDate published = last.asOf().orElse(asOf.minusDays(FIRST_NIGHT_DAYS));
        boolean timePasses = published.isBefore(asOf);
        if (timePasses) {
            LocalDate provisional = published.minusDays(measure.matureAfterDays());
            LocalDate first = provisional.isBefore(earliest) ? earliest : provisional;
            days.addAll(DayRanges.between(first, asOf));
        }
        return days;
    }

    private static List<DayRanges.Range> pieces(List<DayRanges.Range> ranges) {
        List<DayRanges.Range> pieces = new ArrayList<>();
        for (DayRanges.Range range : ranges) {
            for (LocalDate day = range.first(); !day.isAfter(range.last()); day = day.plusDays(MEASURED_AT_ONCE)) {
                LocalDate end = day.plusDays(MEASURED_AT_ONCE - 1L);
                pieces.add(new DayRanges.Range(day, end.isAfter(range.last()) ? range.last() : end));
            }
        }
        return pieces;
    }

    private TreeSet<LocalDate> reached(
            Set<Input> inputs, Map<String, TreeSet<LocalDate>> changed, LocalDate earliest, LocalDate asOf) {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (Input input : inputs) {
            TreeSet<LocalDate> changedDays = changed.getOrDefault(input.table(), new TreeSet<>());
            if (input.isDated()) {
                days.addAll(DayRanges.reached(input, changedDays, earliest, asOf));
            } else if (!changedDays.isEmpty()) {
                // A new version of a dimension holds from its day on.
                days.addAll(DayRanges.between(changedDays.first(), asOf));
            }
        }
        return days;
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

    private static Map<String, KpiDefinition> byId(List<KpiDefinition> kpis) {
        return kpis.stream().collect(Collectors.toMap(KpiDefinition::id, Function.identity()));
    }
}
