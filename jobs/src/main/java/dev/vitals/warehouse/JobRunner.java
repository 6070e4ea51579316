package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.col;

import dev.vitals.contract.ActualColumn;
import dev.vitals.contract.ContractGate;
import dev.vitals.contract.TableContract;
import dev.vitals.job.Days;
import dev.vitals.job.Job;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Runs one job: open, apply, gate against the contract, check, replace the days that changed, and say so in the log. */
final class JobRunner {
    private final Warehouse warehouse;
    private final SharedTables tables;
    private final RunLog log;
    private final NavigableSet<LocalDate> eventDays;
    private final DayWriter writer;
    private final Checks checks;

    /**
     * @param eventDays days with any event
     */
    JobRunner(
            Warehouse warehouse,
            SharedTables tables,
            PendingDays pending,
            RunLog log,
            NavigableSet<LocalDate> eventDays) {
        this.warehouse = warehouse;
        this.tables = tables;
        this.log = log;
        this.eventDays = eventDays;
        this.writer = new DayWriter(warehouse, pending);
        this.checks = new Checks(warehouse);
    }

    /** Computes the days and returns those whose rows changed. */
    TreeSet<LocalDate> run(Job job, SortedSet<LocalDate> days) {
        TableContract contract = warehouse.contracts().table(job.writes());
        Instant startedAt = log.now();
        TreeSet<LocalDate> changed = new TreeSet<>();
        long rows = 0;
        describe(job.name());
        try {
            for (DayRanges.Range range : DayRanges.ranges(days, eventDays)) {
                DayWriter.Written written = runRange(job, contract, new Days(range.first(), range.last(), log.asOf()));
                changed.addAll(written.changedDays());
                rows += written.rows();
            }
        } catch (Exception e) {
            // Not only unchecked ones: Spark throws others from Scala without declaring them.
            log.jobFailed(job.name(), job.writes(), e, startedAt);
            throw e;
        } finally {
            describe(null);
        }
        LocalDate first = days.isEmpty() ? null : days.first();
        LocalDate last = days.isEmpty() ? null : days.last();
        log.jobSucceeded(job.name(), job.writes(), first, last, changed.size(), rows, startedAt);
        return changed;
    }

    /** Under this name Spark shows what this thread asks it for. */
    private void describe(String name) {
        warehouse.spark().sparkContext().setJobDescription(name);
    }

    private DayWriter.Written runRange(Job job, TableContract contract, Days days) {
        Dataset<Row> result = job.apply(new WindowedTables(tables, job.reads(), days), days);
        Dataset<Row> gated = gate(contract, result);
        boolean isDated = contract.dayColumn().isPresent();
        if (isDated) {
            String day = contract.dayColumn().get().name();
            gated = gated.filter(col(day).between(Date.valueOf(days.from()), Date.valueOf(days.to())));
        }
        gated = gated.persist(StorageLevel.MEMORY_AND_DISK());
        try {
            Checks.Seen seen = checks.look(contract, gated);
            log.checked(seen.results());
            RowChecks.stopOnFailure(contract, seen.results());
            return isDated
                    ? writer.replaceDays(contract, gated, seen.days(), DayRanges.between(days.from(), days.to()))
                    : writer.replaceWhole(contract, gated, seen.days());
        } finally {
            gated.unpersist();
        }
    }

    /**
     * The rows with the columns of the contract, in its order.
     *
     * @throws WarehouseException when the columns are not those of the contract
     */
    static Dataset<Row> gate(TableContract contract, Dataset<Row> rows) {
        List<ActualColumn> actual = Arrays.stream(rows.schema().fields())
                .map(f -> new ActualColumn(f.name(), f.dataType().catalogString(), f.nullable()))
                .toList();
        List<ContractGate.Problem> problems = new ContractGate(contract).problemsOfRows(actual);
        if (!problems.isEmpty()) {
            throw new WarehouseException(
                    problems.stream().map(ContractGate.Problem::message).collect(Collectors.joining(" ")));
        }
        return rows.select(contract.columnNames().stream()
                .map(name -> col("`" + name + "`"))
                .toArray(Column[]::new));
    }
}
