package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.TableContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;

/** Makes the numbers of a night visible, all tables at once, and takes readers back to an earlier night. */
public final class Publishing {
    private static final String NIGHT = "night";
    private static final String SUBJECT = "numbers that readers see";

    private final Warehouse warehouse;
    private final Clock clock;

    /** @param clock time for the log and the lock, never for a number */
    public Publishing(Warehouse warehouse, Clock clock) {
        this.warehouse = warehouse;
        this.clock = clock;
    }

    /** What can be gone back to and what readers see, the oldest first. */
    public List<Publication> all() {
        return warehouse.publications().all();
    }

    /** Which night readers see, and whether a later one failed. */
    public TableHealth health() {
        Optional<Publication> seen = warehouse.publications().current();
        if (seen.isEmpty()) {
            return new TableHealth(SUBJECT, true, "of no night yet");
        }
        String words = "of the night %s, made visible %s (%s)"
                .formatted(seen.get().night(), seen.get().at(), seen.get().reason());
        return failure(seen.get())
                .map(why -> new TableHealth(SUBJECT, false, words + "; since then " + why))
                .orElseGet(() -> new TableHealth(SUBJECT, true, words));
    }

    private Optional<String> failure(Publication seen) {
        List<Row> failed = warehouse
                .read("ops.job_run")
                .filter(col("job").equalTo(LastNight.JOB).and(col("status").equalTo("failed")))
                .filter(col("started_at").geq(Timestamp.from(seen.at())))
                .orderBy(col("started_at").desc())
                .select("as_of_date", "error")
                .limit(1)
                .collectAsList();
        return failed.stream()
                .findFirst()
                .map(row -> "the night %s failed and is not seen: %s".formatted(row.get(0), row.get(1)));
    }

    /** What a night has left is what readers see from now on; nothing is written where they see it already. */
    void night(RunLog log) {
        Publications publications = warehouse.publications();
        Map<String, Long> versions = new TreeMap<>();
        published().forEach(table -> versions.put(table, warehouse.version(table)));
        boolean isSeen = publications
                .current()
                .filter(seen -> seen.versions().equals(versions) && seen.night().equals(log.asOf()))
                .isPresent();
        if (!isSeen) {
            publications.add(new Publication(log.asOf(), log.runId(), clock.instant(), versions, NIGHT));
        }
    }

    /**
     * Lets readers see what they saw before. The tables keep what they have: the next night makes its numbers visible again.
     *
     * @param to night to go back to; empty for the one before that which is seen
     * @throws WarehouseException when there is no such night, its files are gone, or another run holds the lock
     */
    public Publication rollBack(Optional<LocalDate> to) {
        try (RunLock lock = RunLock.take(warehouse, "rollback since " + clock.instant())) {
            PendingErasure.requireNone(warehouse.state());
            KeyRotation.requireNone(warehouse.state());
            Publications publications = warehouse.publications();
            Publication seen = publications
                    .current()
                    .orElseThrow(
                            () -> new WarehouseException(
                                    "There is nothing to go back to: no night has made its numbers visible. Run ./vitals run --date DAY first."));
            Publication target = publications.all().stream()
                    .filter(each -> each.night().isBefore(seen.night()))
                    .filter(each -> to.isEmpty() || each.night().equals(to.get()))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(() -> noSuchNight(publications, seen, to));
            target.versions().forEach(this::requireFiles);
            Publication back = new Publication(
                    target.night(), target.run(), clock.instant(), target.versions(), "rollback from " + seen.night());
            publications.add(back);
            return back;
        }
    }

    private static WarehouseException noSuchNight(Publications publications, Publication seen, Optional<LocalDate> to) {
        String nights = publications.all().stream()
                .map(Publication::night)
                .filter(night -> night.isBefore(seen.night()))
                .distinct()
                .sorted()
                .map(LocalDate::toString)
                .collect(Collectors.joining(", "));
        return new WarehouseException("Readers see the night %s, and there is no earlier night%s to go back to. %s"
                .formatted(
                        seen.night(),
                        to.map(night -> " " + night).orElse(""),
                        nights.isEmpty() ? "None is remembered." : "Remembered are " + nights + "."));
    }

    /** Vacuuming deletes what only old versions need. */
    private void requireFiles(String table, long version) {
        if (version == Publication.UNWRITTEN) {
            return;
        }
        try {
            for (String file : files(table, version)) {
                if (!warehouse.state().fileSystem().exists(new Path(file))) {
                    throw new WarehouseException(
                            "Version %d of %s can't be gone back to: its file %s was deleted, by ./vitals optimize or by hand. Go back to a later night; nothing was changed."
                                    .formatted(version, table, file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look for files of " + table, e);
        }
    }

    private List<String> files(String table, long version) {
        String path = warehouse.path(table);
        return warehouse
                .fewFiles()
                .list(path, version)
                .map(files -> files.stream().map(FewFiles.DataFile::location).toList())
                .orElseGet(() -> List.of(warehouse
                        .spark()
                        .read()
                        .format("delta")
                        .option("versionAsOf", version)
                        .load(path)
                        .inputFiles()));
    }

    /** Tables that a night writes and people read: of gold all but reports that are asked for, and what they moved. */
    private List<String> published() {
        return warehouse.contracts().all().stream()
                .map(TableContract::table)
                .filter(table -> table.startsWith("gold.") && !table.equals(DsaReports.TABLE)
                        || table.equals(Restatements.TABLE))
                .toList();
    }
}
