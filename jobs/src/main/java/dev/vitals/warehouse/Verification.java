package dev.vitals.warehouse;

import dev.vitals.job.Job;
import dev.vitals.job.measure.FactMeasure;
import dev.vitals.kpi.ExperimentCatalogue;
import dev.vitals.kpi.KpiDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.hadoop.fs.Path;

/**
 * Recomputes facts and numbers from bronze in a scratch folder, as of the last night, and says where the warehouse differs:
 * also in what that night foresaw of late labels. Alerts are left out, for they tell what nights before knew.
 * Nothing is written to the warehouse, not even a lock.
 */
public final class Verification {
    /** What the last night foresaw, and from what; it takes all days to make that. */
    private static final List<String> FORESEEN = List.of(NowcastStep.NOWCAST, NowcastStep.TRIANGLE);

    private final Warehouse warehouse;
    private final List<Job> jobs;
    private final List<KpiDefinition> kpis;
    private final Clock clock;
    private final Progress progress;

    /**
     * @param warehouse what is verified
     * @param jobs refine jobs, each after the jobs whose tables it reads
     * @param kpis KPI definitions
     * @param clock time for the scratch; never for a number
     * @param progress hears how far the work is
     */
    public Verification(Warehouse warehouse, List<Job> jobs, List<KpiDefinition> kpis, Clock clock, Progress progress) {
        this.warehouse = warehouse;
        this.jobs = List.copyOf(jobs);
        this.kpis = List.copyOf(kpis);
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What was compared, and what differs.
     *
     * @param asOf night as of which everything was recomputed
     * @param cells numbers of gold, of days and of periods, on either side
     * @param differingCells how many of them differ
     * @param gold the first of those
     * @param factDays days of fact tables and dimensions on either side; a table without days counts as one
     * @param differingFactDays how many of them differ
     * @param facts the first of those
     * @param leftOut numbers of gold that no definition makes any more, which nothing can recompute
     */
    public record Outcome(
            LocalDate asOf,
            long cells,
            long differingCells,
            List<GoldComparison.Difference> gold,
            long factDays,
            long differingFactDays,
            List<FactComparison.Difference> facts,
            long leftOut) {
        /** Whether the warehouse holds exactly what bronze makes. */
        public boolean isEqual() {
            return differingCells == 0 && differingFactDays == 0;
        }
    }

    /**
     * Verifies every day that can be computed anew: what bronze no longer holds, see {@link Retention}, can't be derived from it.
     *
     * @param scratch a folder, on any filesystem that all workers reach, in which a folder is made and deleted again
     * @param most most differences that are told one by one, of each kind
     * @throws WarehouseException when no night was measured, or one is unfinished, or one was run meanwhile
     */
    public Outcome everything(String scratch, int most) {
        LocalDate first = KeptDays.of(warehouse.state()).from(jobs);
        Optional<LocalDate> last = LastNight.of(warehouse).asOf();
        return first == null || last.isEmpty()
                ? verify(scratch, Scope.all(), most)
                : days(first, last.get(), scratch, most);
    }

    /** The same for the numbers of some days, of the periods within them, and of the facts that they are made of. */
    public Outcome days(LocalDate from, LocalDate to, String scratch, int most) {
        LocalDate first = KeptDays.of(warehouse.state()).from(jobs);
        if (first != null && from.isBefore(first)) {
            throw new WarehouseException(
                    "Days before %s can't be derived from bronze any more: retention has taken away what they are made of. Verify from %s on."
                            .formatted(first, first));
        }
        List<FactMeasure> measures = FactMeasure.all(warehouse.contracts(), kpis);
        return verify(scratch, Scope.of(new DayRanges.Range(from, to), measures, jobs), most);
    }

    private Outcome verify(String parent, Scope scope, int most) {
        LastNight last = LastNight.of(warehouse);
        LocalDate asOf = last.asOf()
                .orElseThrow(() -> new WarehouseException(
                        "There is nothing to verify in %s: no night has been measured. Run ./vitals run --date DAY first."
                                .formatted(warehouse.root())));
        if (!PendingDays.load(warehouse.state()).isEmpty()) {
            throw new WarehouseException(
                    "A night of %s is unfinished, so that its tables are not of one night. Run it to its end (./vitals run or measure), then verify."
                            .formatted(warehouse.root()));
        }
        Map<String, Long> versions = versions();
        Warehouse scratch = Warehouse.at(
                warehouse.spark(),
                parent.replaceAll("/+$", "") + "/vitals-verify-" + UUID.randomUUID(),
                warehouse.contracts());
        Path folder = new Path(scratch.root());
        try {
            scratch.state().makeWarehouse();
            try (SharedTables tables = SharedTables.ofScratch(scratch, warehouse, last.throughBatch())) {
                new Night(scratch, jobs, kpis, ExperimentCatalogue.none(), progress, scope)
                        .recomputeAll(new RunLog(clock, asOf), tables);
            }
            Outcome outcome = compared(scratch, asOf, scope, most);
            if (!versions.equals(versions())) {
                throw new WarehouseException(
                        "%s was written to while it was verified, so that what differs may be that. Verify again when no night runs."
                                .formatted(warehouse.root()));
            }
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't make the scratch folder " + folder + "; name another one", e);
        } finally {
            delete(scratch, folder);
        }
    }

    private Outcome compared(Warehouse scratch, LocalDate asOf, Scope scope, int most) {
        progress.at("compare facts", 0, 2);
        FactComparison facts = new FactComparison(warehouse, scratch, scope, most);
        jobs.forEach(job -> facts.compare(warehouse.contracts().table(job.writes())));
        if (scope.isEverything()) {
            FORESEEN.forEach(table -> facts.compareNight(warehouse.contracts().table(table), asOf));
        }
        progress.at("compare gold", 1, 2);
        GoldComparison gold = new GoldComparison(
                warehouse, scratch, kpis.stream().map(KpiDefinition::id).toList(), most);
        gold.compareDays(scope);
        gold.comparePeriods(scope);
        progress.at("done", 2, 2);
        return new Outcome(
                asOf,
                gold.cells(),
                gold.differing(),
                gold.differences(),
                facts.days(),
                facts.differing(),
                facts.differences(),
                gold.leftOut());
    }

    private Map<String, Long> versions() {
        Map<String, Long> versions = new TreeMap<>();
        TreeSet<String> compared = new TreeSet<>(List.of(Gold.DAILY, Gold.PERIOD));
        compared.addAll(FORESEEN);
        jobs.forEach(job -> compared.add(job.writes()));
        compared.forEach(table -> versions.put(table, warehouse.version(table)));
        return versions;
    }

    private static void delete(Warehouse scratch, Path folder) {
        try {
            scratch.state().fileSystem().delete(folder, true);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't delete the scratch folder " + folder + "; delete it by hand", e);
        }
    }
}
