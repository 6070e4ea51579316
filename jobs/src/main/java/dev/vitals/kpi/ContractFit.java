package dev.vitals.kpi;

import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.Nearest;
import dev.vitals.contract.TableContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares a KPI with the contract of its fact table, so that a mistyped column is told before anything runs. */
final class ContractFit {
    private static final Set<String> SLICE_TYPES = Set.of("string", "boolean", "int", "bigint");

    private final KpiDefinition kpi;
    private final List<String> problems = new ArrayList<>();

    private ContractFit(KpiDefinition kpi) {
        this.kpi = kpi;
    }

    /** Everything in the definition that its fact table can't give, each as a sentence; empty when it fits. */
    static List<String> problems(KpiDefinition kpi, Contracts contracts) {
        ContractFit fit = new ContractFit(kpi);
        Optional<TableContract> table = contracts.find(kpi.from());
        if (table.isEmpty()) {
            List<String> known =
                    contracts.all().stream().map(TableContract::table).toList();
            fit.add("from names no table: " + kpi.from() + "." + Nearest.hint(kpi.from(), known));
        } else {
            table.get()
                    .access()
                    .ifPresent(access -> fit.add("from can't be " + kpi.from() + ": it is for " + access
                            + " alone, and KPIs are published."));
            fit.compare(table.get());
        }
        return List.copyOf(fit.problems);
    }

    private void compare(TableContract table) {
        Set<String> used = new TreeSet<>(kpi.columns());
        kpi.example().given().forEach(row -> used.addAll(row.keySet()));
        for (String column : used) {
            if (table.findColumn(column).isEmpty()) {
                add("there is no column " + column + " in " + table.table() + "."
                        + Nearest.hint(column, table.columnNames()));
            }
        }
        table.findColumn(kpi.anchorDate())
                .filter(column -> !column.type().equals("date"))
                .ifPresent(
                        column -> add("anchor_date must be a date; " + column.name() + " is " + column.type() + "."));
        boolean isPartition = table.partitionBy().contains(kpi.anchorDate());
        if (isPartition && kpi.anchorLagDays() > 0) {
            add("anchor_lag_days must be 0: rows lie in the partition of " + kpi.anchorDate() + " itself.");
        }
        if (!isPartition && kpi.anchorLagDays() == 0) {
            add("anchor_lag_days is missing: rows are partitioned by " + table.partitionBy() + ", not by "
                    + kpi.anchorDate() + "; say how many days later that can be.");
        }
        for (String dimension : kpi.sliceBy()) {
            table.findColumn(dimension)
                    .filter(column -> !SLICE_TYPES.contains(column.type()))
                    .ifPresent(this::refuseSlice);
        }
    }

    private void refuseSlice(ColumnContract column) {
        add("slice_by can't hold " + column.name() + ": it is " + column.type() + ", not one of "
                + String.join(", ", new TreeSet<>(SLICE_TYPES)) + ".");
    }

    private void add(String problem) {
        problems.add("schemas/kpis/" + kpi.id() + ".yaml: " + problem);
    }
}
