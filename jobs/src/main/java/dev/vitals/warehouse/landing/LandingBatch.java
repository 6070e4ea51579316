package dev.vitals.warehouse.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_micros;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.TableContract;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.WarehouseException;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Commits the staged lines of one batch: events to their tables, bad lines to quarantine, and last the files' ledger. */
final class LandingBatch {
    private final LandingTables tables;
    private final LandingLimits limits;
    private final long batchId;
    private final List<LandingFile> files;
    private final Staging staging;
    private final LocalDate runDate;
    private final Instant now;

    private final List<FileCount> counts = new ArrayList<>();
    private final Map<Integer, Long> duplicates = new HashMap<>();
    private final Map<Integer, LocalDate> firstDay = new HashMap<>();
    private final Map<Integer, LocalDate> lastDay = new HashMap<>();

    LandingBatch(
            LandingTables tables,
            LandingLimits limits,
            long batchId,
            List<LandingFile> files,
            Staging staging,
            LocalDate runDate,
            Instant now) {
        this.tables = tables;
        this.limits = limits;
        this.batchId = batchId;
        this.files = files;
        this.staging = staging;
        this.runDate = runDate;
        this.now = now;
    }

    /** Writes everything; the batch counts as landed when the last commit, that of the ledger, is there. */
    LandingReport.Source commit(String source) {
        countLines();
        refuseBadFiles();
        for (BronzeTable table : staging.tables()) {
            commitEvents(table);
        }
        commitQuarantine();
        requireBalance();
        commitLedger();
        return report(source);
    }

    private void countLines() {
        long[] lines = staging.lines();
        Map<Integer, Long> rejected = staging.countByFile(StagedRows.REJECTED);
        for (int i = 0; i < files.size(); i++) {
            counts.add(new FileCount(lines[i], rejected.getOrDefault(i, 0L)));
        }
        staging.rows(StagedRows.IGNORED)
                .groupBy("file", "detail")
                .agg(count(lit(1)))
                .collectAsList()
                .forEach(row -> counts.get(row.getInt(0)).addIgnored(row.getString(1), row.getLong(2)));
    }

    private void refuseBadFiles() {
        counts.stream()
                .filter(c -> limits.isRefused(c.lines(), c.quarantined()))
                .forEach(FileCount::refuse);
    }

    private Set<Integer> refusedFiles() {
        return IntStream.range(0, files.size())
                .filter(i -> counts.get(i).isRefused())
                .boxed()
                .collect(Collectors.toSet());
    }

    private void commitEvents(BronzeTable table) {
        TableContract contract = tables.contract(table.contract());
        Dataset<Row> staged = staging.rows(StagedRows.kind(table));
        Set<Integer> refused = refusedFiles();
        if (!refused.isEmpty()) {
            staged = staged.filter(not(col("file").isin(refused.toArray())));
        }
        String struct = StagedRows.kind(table);
        Dataset<Row> keys = staged.select(
                col("file"),
                col("split"),
                col("line"),
                col(struct + ".event_id").as("event_id"),
                col(struct + ".event_date").as("event_day"));
        try (Duplicates found = Duplicates.among(keys, tables.read(table.contract()))) {
            found.places()
                    .groupBy("file")
                    .agg(count(lit(1)))
                    .collectAsList()
                    .forEach(row -> duplicates.merge(row.getInt(0), row.getLong(1), Long::sum));
            Dataset<Row> events = staging.located(found.without(staged));
            tables.append(contract, events.select(columns(contract, struct)));
        }
        countLanded(table);
    }

    private Column[] columns(TableContract contract, String struct) {
        return contract.columns().stream()
                .map(column -> column(column, struct).as(column.name()))
                .toArray(Column[]::new);
    }

    private Column column(ColumnContract column, String struct) {
        return switch (column.name()) {
            case "source" -> lit(files.get(0).source());
            case "file_id" -> col("file_id");
            case "line_number" -> col("line_number");
            case "batch_id" -> lit(batchId);
            default -> {
                Column staged = col(struct + "." + column.name());
                yield switch (column.type()) {
                    case "timestamp" -> timestamp_micros(staged);
                    case "date" -> date_from_unix_date(staged);
                    default -> staged;
                };
            }
        };
    }

    /** From the table, not from what was staged, so that the row equation means something. */
    private void countLanded(BronzeTable table) {
        Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < files.size(); i++) {
            index.put(files.get(i).fileId(), i);
        }
        tables.read(table.contract())
                .filter(col("batch_id").equalTo(batchId))
                .groupBy("file_id")
                .agg(count(lit(1)), min("event_date"), max("event_date"))
                .collectAsList()
                .forEach(row -> {
                    int file = index.get(row.getString(0));
                    counts.get(file).addLanded(table.contract(), row.getLong(1));
                    firstDay.merge(file, row.getDate(2).toLocalDate(), (a, b) -> a.isBefore(b) ? a : b);
                    lastDay.merge(file, row.getDate(3).toLocalDate(), (a, b) -> a.isAfter(b) ? a : b);
                });
    }

    private void commitQuarantine() {
        if (!staging.has(StagedRows.REJECTED)) {
            return;
        }
        Dataset<Row> rejected = staging.located(staging.rows(StagedRows.REJECTED));
        tables.append(
                tables.contract("ops.quarantine"),
                rejected.select(
                        col("file_id"),
                        lit(files.get(0).source()).as("source"),
                        col("path"),
                        col("line_number"),
                        col("reason"),
                        col("field"),
                        col("detail"),
                        col("raw"),
                        lit(batchId).as("batch_id"),
                        lit(Timestamp.from(now)).as("landed_at")));
    }

    private void requireBalance() {
        for (int i = 0; i < files.size(); i++) {
            FileCount c = counts.get(i);
            long twice = duplicates.getOrDefault(i, 0L);
            if (!c.isBalanced(twice)) {
                throw new WarehouseException(
                        "The row equation of %s does not hold: %,d lines, but %,d landed + %,d quarantined + %,d duplicates + %,d ignored. Nothing of the batch will be kept; run again, and report this with the file if it stays."
                                .formatted(
                                        files.get(i).path(),
                                        c.lines(),
                                        c.landed(),
                                        c.quarantined(),
                                        twice,
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
                    duplicates.getOrDefault(i, 0L),
                    c.ignored(),
                    c.landedByTable(),
                    c.ignoredByType(),
                    firstDay.containsKey(i) ? Date.valueOf(firstDay.get(i)) : null,
                    lastDay.containsKey(i) ? Date.valueOf(lastDay.get(i)) : null,
                    Date.valueOf(runDate),
                    Timestamp.from(now)));
        }
        tables.appendRows(tables.contract("ops.ingest_file"), rows);
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
        }
        return new LandingReport.Source(
                source,
                files.size(),
                counts.stream().mapToLong(FileCount::lines).sum(),
                counts.stream().mapToLong(FileCount::landed).sum(),
                counts.stream().mapToLong(FileCount::quarantined).sum(),
                duplicates.values().stream().mapToLong(Long::longValue).sum(),
                counts.stream().mapToLong(FileCount::ignored).sum(),
                byTable,
                refused,
                warnings);
    }
}
