package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.land.BronzeTable;
import dev.vitals.job.measure.FactMeasure;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
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
     * @param name of a refine step, what {@code ./vitals refine --job} calls it
     * @param verb words for the launcher, to which a scheduler adds the night
     * @param after steps that must have ended: those whose tables it reads, and of a step that publishes all facts
     * @param reads tables with days looked back and ahead
     * @param writes tables
     * @param kpis KPIs that a measure step publishes
     */
    record Step(
            String name,
            List<String> verb,
            List<String> after,
            List<Reading> reads,
            List<String> writes,
            List<String> kpis) {}

    /** A table that a step reads, and its window. */
    record Reading(String table, int daysBack, int daysAhead) {}

    @Override
    public Integer call() {
        output.print(steps(), PlanCommand::text);
        return ExitCode.FINE;
    }

    /** The plan as schedulers read it. */
    static String json() {
        return OutputOptions.toJson(steps()) + "\n";
    }

    static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        List<String> bronze = Arrays.stream(BronzeTable.values())
                .map(BronzeTable::contract)
                .sorted()
                .toList();
        add(steps, "land", List.of("land"), Set.of(), bronze, List.of());
        for (Job job : RefineJobs.all()) {
            add(
                    steps,
                    job.name(),
                    List.of("refine", "--job", job.name()),
                    job.reads(),
                    List.of(job.writes()),
                    List.of());
        }
        List<FactMeasure> measures =
                FactMeasure.all(Contracts.load(), KpiCatalogue.load().kpis());
        add(
                steps,
                "measure",
                List.of("measure"),
                measures.stream().map(FactMeasure::reads).collect(Collectors.toSet()),
                List.of("gold.kpi_daily", "gold.kpi_period", "gold.label_triangle", "gold.nowcast", "gold.alert"),
                measures.stream()
                        .flatMap(measure -> measure.kpiIds().stream())
                        .sorted()
                        .toList());
        return steps;
    }

    private static void add(
            List<Step> steps,
            String name,
            List<String> verb,
            Set<Input> inputs,
            List<String> writes,
            List<String> kpis) {
        List<Reading> reads = inputs.stream()
                .map(PlanCommand::reading)
                .sorted(Comparator.comparing(Reading::table))
                .toList();
        // A step that publishes ends the night: it waits for all facts, also for those that it does not read.
        List<String> after = steps.stream()
                .filter(step -> kpis.isEmpty()
                        ? reads.stream().anyMatch(reading -> step.writes().contains(reading.table()))
                        : !step.after().isEmpty())
                .map(Step::name)
                .toList();
        steps.add(new Step(name, verb, after, reads, writes, kpis));
    }

    private static Reading reading(Input input) {
        return new Reading(input.table(), input.daysBack(), input.daysAhead());
    }

    private static String text(List<Step> steps) {
        return steps.stream()
                .map(s -> "%-28s -> %s%n%s"
                        .formatted(
                                s.name(),
                                String.join(", ", s.writes()),
                                s.reads().stream()
                                        .map(r -> "    reads %-26s %d days back, %d ahead%n"
                                                .formatted(r.table(), r.daysBack(), r.daysAhead()))
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining())
                .stripTrailing();
    }
}
