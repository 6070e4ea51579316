package dev.vitals.warehouse;

import dev.vitals.contract.TableContract;
import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.contract.experiment.Metric;
import dev.vitals.job.Job;
import dev.vitals.job.compare.Course;
import dev.vitals.job.compare.ExperimentData;
import dev.vitals.job.compare.NightlyData;
import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readout.MetricEffect;
import dev.vitals.job.compare.Readouts;
import dev.vitals.kpi.ExperimentCatalogue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.spark.sql.Row;

/**
 * Writes what the tests of changes had shown after each night.
 *
 * <p>A night reads all tests anew from the units and their days, as far as they are known now, unless it is the last one once
 * more and nothing of them changed ({@link ReadoutMemo}). A night before is read again only when a run judges it.
 */
final class ReadoutStep {
    static final String TABLE = "gold.experiment_readout";

    static final String UNITS = "silver.experiment_unit";
    static final String DAYS = "silver.experiment_unit_day";

    private final Warehouse warehouse;
    private final RunLog log;
    private final ExperimentCatalogue catalogue;
    private final ReadoutMemo memo;

    ReadoutStep(Warehouse warehouse, RunLog log, ExperimentCatalogue catalogue) {
        this.warehouse = warehouse;
        this.log = log;
        this.catalogue = catalogue;
        this.memo = new ReadoutMemo(warehouse, catalogue);
    }

    /** The tests that are packaged with the classes, where the jobs make what they are read from; else none. */
    static ExperimentCatalogue testsOf(List<Job> jobs) {
        return jobs.stream().anyMatch(job -> job.writes().equals(DAYS))
                ? ExperimentCatalogue.load()
                : ExperimentCatalogue.none();
    }

    /**
     * Reads the tests as of these nights, and replaces what was there; returns the number of rows.
     *
     * @param forced those that are read whatever changed, for a backfill
     */
    int run(SortedSet<LocalDate> nights, SortedSet<LocalDate> forced) {
        TreeSet<LocalDate> judged = new TreeSet<>(nights);
        judged.removeIf(night -> running(night).isEmpty() || (!forced.contains(night) && memo.holds(night)));
        if (judged.isEmpty()) {
            return 0;
        }
        Instant startedAt = log.now();
        List<Row> rows = new ArrayList<>();
        for (LocalDate night : judged) {
            NightlyData data = NightlyData.of(catalogue, warehouse.read(UNITS), warehouse.read(DAYS), night);
            running(night).forEach(spec -> rows.addAll(rows(spec, data, night)));
        }
        TableContract contract = warehouse.contracts().table(TABLE);
        TreeSet<LocalDate> stored = DayWriter.stored(warehouse, contract, judged);
        if (!rows.isEmpty() || !stored.isEmpty()) {
            new Replacement(warehouse)
                    .days(contract, new CheckedRows(warehouse, log).of(contract, rows), judged, stored);
        }
        memo.write(judged.last());
        log.jobSucceeded("compare", TABLE, judged.first(), judged.last(), judged.size(), rows.size(), startedAt);
        return rows.size();
    }

    /** Tests that have begun, up to the night after which nothing of them changes. */
    private List<ExperimentSpec> running(LocalDate night) {
        return catalogue.specs().stream()
                .filter(spec -> !night.isBefore(spec.schedule().orElseThrow().start())
                        && !night.isAfter(catalogue.finalDay(spec)))
                .toList();
    }

    private static Integer labelAge(Metric metric) {
        OptionalInt age = metric.kpi().orElseThrow().labelAge();
        return age.isPresent() ? (Integer) age.getAsInt() : null;
    }

    private List<Row> rows(ExperimentSpec spec, NightlyData data, LocalDate night) {
        ExperimentData units = data.of(spec);
        List<Row> rows = new ArrayList<>();
        if (units.assigned().size() < spec.variants().size()) {
            return rows;
        }
        Readout readout = Readouts.of(
                Course.at(spec, night),
                units,
                metric -> Course.standing(spec, catalogue.finalDay(spec, metric), night));
        long control = units.assigned().get(spec.control().name());
        for (MetricEffect effect : readout.effects()) {
            Metric metric = spec.metrics().stream()
                    .filter(each -> each.id().equals(effect.metric()))
                    .findFirst()
                    .orElseThrow();
            ReadoutRows.Context context = new ReadoutRows.Context(
                    catalogue.kpi(metric),
                    catalogue.perEvent(metric),
                    control,
                    labelAge(metric),
                    data.maturedShare(spec, metric),
                    night,
                    log.now());
            rows.add(ReadoutRows.row(readout, effect, context));
        }
        return rows;
    }
}
