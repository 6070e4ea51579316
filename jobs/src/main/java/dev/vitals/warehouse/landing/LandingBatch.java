package dev.vitals.warehouse.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import dev.vitals.contract.CodeLists;
import dev.vitals.contract.TableContract;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.warehouse.CheckResult;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.RowChecks;
import dev.vitals.warehouse.SideBySide;
import dev.vitals.warehouse.WarehouseException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Commits the staged lines of one batch: events to their tables, bad lines to quarantine, and last the files' ledger. */
final class LandingBatch {
    private static final int DAYS_AROUND = 1;

    private final LandingTables tables;
    private final LandingLimits limits;
    private final long batchId;
    private final LandingPlan plan;
    private final List<LandingFile> files;
    private final Staging staging;
    private final LocalDate runDate;
    private final Instant now;

    private final List<FileCount> counts;
    private final Map<String, FileCount> countOf = new HashMap<>();
    private final List<CheckResult> checks = Collections.synchronizedList(new ArrayList<>());

    LandingBatch(
            LandingTables tables,
            LandingLimits limits,
            long batchId,
            LandingPlan plan,
            Staging staging,
            LocalDate runDate,
            Instant now) {
        this.tables = tables;
        this.limits = limits;
        this.batchId = batchId;
        this.plan = plan;
        this.files = plan.files();
        this.staging = staging;
        this.runDate = runDate;
        this.now = now;
        this.counts = files.stream().map(file -> new FileCount()).toList();
        for (int i = 0; i < files.size(); i++) {
            countOf.put(files.get(i).fileId(), counts.get(i));
        }
    }

    /** Writes everything; the batch counts as landed when the last commit, that of the ledger, is there. */
    LandingReport.Source commit(String source) {
        staging.stretches()
                .forEach(s -> counts.get(plan.splits().get(s.index()).file()).add(s));
        counts.stream()
                .filter(c -> limits.isRefused(c.lines(), c.quarantined()))
                .forEach(FileCount::refuse);
        Set<Integer> refusedFiles = IntStream.range(0, files.size())
                .filter(i -> counts.get(i).isRefused())
                .boxed()
                .collect(Collectors.toSet());
        List<BronzeTable> touched = staging.tables();
        Duplicates duplicates = duplicates(touched, refusedFiles);
        duplicates
                .byStretch()
                .forEach((stretch, lines) ->
                        counts.get(plan.splits().get(stretch).file()).addDuplicates(lines.getLongCardinality()));
        SideBySide.forEach(touched, table -> {
            tables.spark().sparkContext().setJobDescription("land " + plan.source() + ": write " + table.contract());
            TableContract contract = tables.contract(table.contract());
            tables.ensure(contract);
            tables.add(contract, staging.write(table, refusedFiles, duplicates, batchId));
            countLanded(table);
        });
        commitQuarantine();
        requireBalance();
        commitLedger();
        return report(source);
    }

    private Duplicates duplicates(List<BronzeTable> touched, Set<Integer> refusedFiles) {
        Set<Integer> left = plan.splits().stream()
                .filter(split -> refusedFiles.contains(split.file()))
                .map(LandingSplit::index)
                .collect(Collectors.toSet());
        return Duplicates.among(
                JavaSparkContext.fromSparkContext(tables.spark().sparkContext()),
                plan,
                staging.groups(),
                left,
                knownKeys(touched));
    }

    /**
     * Keys of events that are in the tables already, on the days of the batch and one day to either side: so a resend
     * around midnight is found, and the cost does not grow with history (ADR 0003).
     */
    private Map<BronzeTable, Dataset<Row>> knownKeys(List<BronzeTable> touched) {
        Map<BronzeTable, Dataset<Row>> known = new EnumMap<>(BronzeTable.class);
        for (BronzeTable table : touched) {
            if (tables.exists(table.contract())) {
                Set<Date> around = new TreeSet<>();
                for (LocalDate day : staging.days(table)) {
                    for (int i = -DAYS_AROUND; i <= DAYS_AROUND; i++) {
                        around.add(Date.valueOf(day.plusDays(i)));
                    }
                }
                known.put(
                        table,
                        tables.read(table.contract())
                                .filter(col("event_date").isin(around.toArray()))
                                .select("event_id"));
            }
        }
        return known;
    }

    /**
     * From the table, not from what was staged, so that the row equation means something; on the way the rows are held
     * against the checks of their contract.
     */
    private void countLanded(BronzeTable table) {
        TableContract contract = tables.contract(table.contract());
        List<Column> counted = new ArrayList<>(RowChecks.brokenRows(contract));
        counted.add(0, count(lit(1)));
        long[] broken = new long[contract.checks().size()];
        long all = 0;
        Object[] days = staging.days(table).stream().map(Date::valueOf).toArray();
        for (Row row : tables.read(table.contract())
                .filter(col("event_date").isin(days).and(col("batch_id").equalTo(batchId)))
                .groupBy("file_id", "event_date")
                .agg(counted.get(0), counted.subList(1, counted.size()).toArray(Column[]::new))
                .collectAsList()) {
            long n = row.getLong(2);
            countOf.get(row.getString(0))
                    .addLanded(contract.table(), row.getDate(1).toLocalDate(), n);
            all += n;
            for (int i = 0; i < broken.length; i++) {
                broken[i] += row.getLong(3 + i);
            }
        }
        List<CheckResult> results = RowChecks.results(contract, broken, all);
        checks.addAll(results);
        RowChecks.stopOnFailure(contract, results);
    }

    private void commitQuarantine() {
        if (staging.hasRejected()) {
            long landedAt = ChronoUnit.MICROS.between(Instant.EPOCH, now);
            TableContract quarantine = tables.contract("ops.quarantine");
            tables.ensure(quarantine);
            tables.add(quarantine, staging.writeRejected(batchId, landedAt));
        }
    }

    private void requireBalance() {
        for (int i = 0; i < files.size(); i++) {
            FileCount c = counts.get(i);
            if (!c.isBalanced()) {
                throw new WarehouseException(
                        "The row equation of %s does not hold: %,d lines, but %,d landed + %,d quarantined + %,d duplicates + %,d ignored. Nothing of the batch will be kept; run again, and report this with the file if it stays."
                                .formatted(
                                        files.get(i).path(),
                                        c.lines(),
                                        c.landed(),
                                        c.quarantined(),
                                        c.duplicates(),
                                        c.ignored()));
            }
        }
    }

    private void commitLedger() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            LandingFile file = files.get(i);
            FileCount c = counts.get(i);
            rows.add(RowFactory.create(
                    file.fileId(),
                    file.source(),
                    file.path(),
                    file.lengthBytes(),
                    Timestamp.from(file.modifiedAt()),
                    batchId,
                    c.isRefused() ? "refused" : "landed",
                    c.lines(),
                    c.landed(),
                    c.quarantined(),
                    c.duplicates(),
                    c.ignored(),
                    c.landedByTable(),
                    c.landedByTableAndDay(),
                    c.ignoredByType(),
                    c.unreadFields(),
                    c.firstDay().map(Date::valueOf).orElse(null),
                    c.lastDay().map(Date::valueOf).orElse(null),
                    Date.valueOf(runDate),
                    Timestamp.from(now)));
        }
        tables.replaceRefused(files.stream().map(LandingFile::fileId).toList());
        tables.appendRows(tables.contract("ops.ingest_file"), rows);
        if (staging.hasRejected()) {
            tables.replaceQuarantine(batchId);
        }
    }

    private static Optional<String> unlistedCodes(List<FileCount> kept) {
        Map<String, Long> unlisted = new TreeMap<>();
        kept.forEach(c -> c.unreadFields().forEach((field, n) -> {
            if (field.endsWith('=' + CodeLists.OTHER)) {
                unlisted.merge(field, n, Long::sum);
            }
        }));
        return unlisted.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "codes that schemas/taxonomies/codes.yaml does not list landed as other, by lines: %s. List the words of your logs there; what has landed stays."
                                .formatted(unlisted));
    }

    private LandingReport.Source report(String source) {
        Map<String, Long> byTable = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            FileCount c = counts.get(i);
            c.landedByTable().forEach((table, n) -> byTable.merge(table, n, Long::sum));
            String bad = "%s: %,d of %,d lines could not be read (%.1f%%)"
                    .formatted(files.get(i).path(), c.quarantined(), c.lines(), 100 * c.quarantinedShare());
            if (c.isRefused()) {
                refused.add(bad);
            } else if (limits.isWorthAWarning(c.lines(), c.quarantined())) {
                warnings.add(bad);
            }
            TreeSet<LocalDate> days = c.eventDays();
            if (!days.isEmpty() && days.first().plusYears(1).isBefore(days.last())) {
                warnings.add("%s holds events of %s and of %s. Was a clock wrong? The days after each have numbers now."
                        .formatted(files.get(i).path(), days.first(), days.last()));
            }
            if (c.breaksOff() && !c.isRefused()) {
                warnings.add(
                        "%s breaks off: what came before has landed, the rest is missing. Deliver it whole once more; lines that have landed count as duplicates."
                                .formatted(files.get(i).path()));
            }
        }
        List<FileCount> kept = counts.stream().filter(c -> !c.isRefused()).toList();
        unlistedCodes(kept).ifPresent(warnings::add);
        long lines = counts.stream().mapToLong(FileCount::lines).sum();
        return new LandingReport.Source(
                source,
                files.size(),
                lines,
                kept.stream().mapToLong(FileCount::landed).sum(),
                kept.stream().mapToLong(FileCount::quarantined).sum(),
                kept.stream().mapToLong(FileCount::duplicates).sum(),
                kept.stream().mapToLong(FileCount::ignored).sum(),
                lines - kept.stream().mapToLong(FileCount::lines).sum(),
                byTable,
                refused,
                warnings,
                List.copyOf(checks));
    }
}
