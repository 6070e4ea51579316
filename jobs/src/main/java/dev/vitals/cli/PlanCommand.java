package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.measure.FactMeasure;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code plan}: what runs after what. */
@Command(
        name = "plan",
        description = "Shows the steps of a night, what each reads and writes, and how far it looks around a day.",
        mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    /**
     * A step of a night.
     *
     * @param name job
     * @param reads tables with days looked back and ahead
     * @param writes table
     * @param kpis KPIs that a measure step computes
     */
    record Step(String name, List<Reading> reads, String writes, List<String> kpis) {}

    /** A table that a step reads, and its window. */
    record Reading(String table, int daysBack, int daysAhead) {}

    @Override
    public Integer call() {
        output.print(steps(), PlanCommand::text);
        return ExitCode.FINE;
    }

    static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("land", List.of(), "bronze.*", List.of()));
        for (Job job : RefineJobs.all()) {
            steps.add(new Step(
                    job.name(),
                    job.reads().stream()
                            .map(PlanCommand::reading)
                            .sorted(Comparator.comparing(Reading::table))
                            .toList(),
                    job.writes(),
                    List.of()));
        }
        for (FactMeasure measure :
                FactMeasure.all(Contracts.load(), KpiCatalogue.load().kpis())) {
            steps.add(new Step(
                    "measure." + measure.table().replaceAll(".*\\.", ""),
                    List.of(reading(measure.reads())),
                    "gold.kpi_daily",
                    measure.kpiIds()));
        }
        steps.add(new Step(
                "measure.periods", List.of(new Reading("gold.kpi_daily", 30, 0)), "gold.kpi_period", List.of()));
        return steps;
    }

    private static Reading reading(Input input) {
        return new Reading(input.table(), input.daysBack(), input.daysAhead());
    }

    private static String text(List<Step> steps) {
        return steps.stream()
                .map(s -> "%-28s -> %s%n%s"
                        .formatted(
                                s.name(),
                                s.writes(),
                                s.reads().stream()
                                        .map(r -> "    reads %-26s %d days back, %d ahead%n"
                                                .formatted(r.table(), r.daysBack(), r.daysAhead()))
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining())
                .stripTrailing();
    }
}
