package dev.vitals.warehouse.landing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import dev.vitals.job.land.Adapters;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.WarehouseException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;

/**
 * Lands every delivered file that has not landed yet, each exactly once, whatever crashes when.
 *
 * <p>A batch is the new files of one source. Its number is noted before its first commit, and its last commit is the
 * ledger of files. A batch that is noted but not in the ledger was interrupted: its rows are taken out again by their
 * number before anything else is done (ADR 0003).
 */
public final class Landing {
    private static final String OPEN_BATCH = "open-batch.txt";
    /** Note of the key that the warehouse was filled with. */
    public static final String KEY_FINGERPRINT = "pseudonym-key-fingerprint.txt";

    private final LandingTables tables;
    private final LandingLimits limits;
    private final byte[] pseudonymKey;
    private final Map<String, String> scorerSettings;
    private final Clock clock;

    /**
     * @param tables where to write
     * @param limits how many unreadable lines a file may have
     * @param pseudonymKey secret under which ids of people become pseudonyms
     * @param scorerSettings settings that choose the sentiment scorer
     * @param clock time of landing, for the ledger alone
     */
    public Landing(
            LandingTables tables,
            LandingLimits limits,
            byte[] pseudonymKey,
            Map<String, String> scorerSettings,
            Clock clock) {
        this.tables = tables;
        this.limits = limits;
        this.pseudonymKey = pseudonymKey.clone();
        this.scorerSettings = Map.copyOf(scorerSettings);
        this.clock = clock;
    }

    /**
     * Lands what is new.
     *
     * @param landingUri folder with the source folders
     * @param runDate night that lands it
     * @param progress hears how much is read
     */
    public LandingReport land(String landingUri, LocalDate runDate, Progress progress) {
        requireTheSameKey();
        undoInterruptedBatch();
        Configuration conf = tables.spark().sessionState().newHadoopConf();
        LandingFolder folder = LandingFolder.at(landingUri, conf);
        List<String> unknown = new ArrayList<>(folder.strayFiles());
        List<LandingReport.Source> reports = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (String source : folder.sources()) {
            if (!Adapters.sources().contains(source)) {
                unknown.add(source);
                continue;
            }
            List<LandingFile> files = newFiles(folder.files(source), source);
            if (!files.isEmpty()) {
                try {
                    reports.add(landBatch(source, files, conf, runDate, progress));
                } catch (Exception e) {
                    // The other sources go on; what was half written is taken out before anybody measures it.
                    undoInterruptedBatch();
                    failures.add(source + ": " + e.getMessage());
                }
            }
        }
        return new LandingReport(reports, unknown, failures);
    }

    private LandingReport.Source landBatch(
            String source, List<LandingFile> files, Configuration conf, LocalDate runDate, Progress progress) {
        long batchId = lastBatch() + 1;
        int cores = tables.spark().sparkContext().defaultParallelism();
        List<LandingSplit> splits = LandingSplit.of(files, cores);
        LandingPlan plan = new LandingPlan(
                source,
                List.copyOf(files),
                splits,
                LandingSplit.pack(splits, files, cores),
                tables.scratch("staging-" + batchId).toString(),
                LandingPlan.shapes(tables.contracts()),
                SpillShape.rejected(tables.contract(SpillShape.quarantineTable())),
                pseudonymKey,
                scorerSettings,
                settings(conf));
        tables.note(OPEN_BATCH, Long.toString(batchId));
        LandingReport.Source report;
        try (Staging staging = Staging.fill(tables, plan, progress)) {
            report = new LandingBatch(tables, limits, batchId, plan, staging, runDate, clock.instant()).commit(source);
        }
        // Not before the staged rows are gone: nobody would look for them again.
        tables.forget(OPEN_BATCH);
        return report;
    }

    /** Under another key everybody would be somebody new, and no number would say so. */
    private void requireTheSameKey() {
        String mine = new Pseudonyms(pseudonymKey).fingerprint();
        Optional<String> known = tables.noted(KEY_FINGERPRINT);
        if (known.isEmpty()) {
            tables.note(KEY_FINGERPRINT, mine);
        } else if (!known.get().equals(mine)) {
            throw new WarehouseException(
                    "The pseudonym key is not the one that this warehouse was filled with (fingerprint %s, not %s): everybody in the new logs would count as somebody new. Nothing was landed. Give the key of the earlier nights, or begin another warehouse."
                            .formatted(mine, known.get()));
        }
    }

    private void undoInterruptedBatch() {
        Optional<String> open = tables.noted(OPEN_BATCH);
        if (open.isEmpty()) {
            return;
        }
        long batchId = Long.parseLong(open.get().trim());
        if (lastBatch() < batchId) {
            for (BronzeTable table : BronzeTable.values()) {
                tables.deleteBatch(table.contract(), batchId);
            }
            tables.deleteBatch("ops.quarantine", batchId);
        } else {
            tables.replaceQuarantine(batchId);
        }
        tables.forget("staging-" + batchId);
        tables.forget(OPEN_BATCH);
    }

    private List<LandingFile> newFiles(List<LandingFile> files, String source) {
        Set<String> known = new HashSet<>();
        for (Row row : tables.read("ops.ingest_file")
                .filter(col("source").equalTo(source))
                .select("file_id", "status", "lines", "quarantined")
                .collectAsList()) {
            boolean mayLandNow =
                    row.getString(1).equals("refused") && !limits.isRefused(row.getLong(2), row.getLong(3));
            if (!mayLandNow) {
                known.add(row.getString(0));
            }
        }
        return files.stream().filter(f -> !known.contains(f.fileId())).toList();
    }

    private long lastBatch() {
        Row row = tables.read("ops.ingest_file").agg(max("batch_id")).first();
        return row.isNullAt(0) ? 0 : row.getLong(0);
    }

    private static Map<String, String> settings(Configuration conf) {
        Map<String, String> settings = new HashMap<>();
        conf.forEach(e -> settings.put(e.getKey(), e.getValue()));
        return settings;
    }
}
