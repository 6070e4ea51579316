package dev.vitals.cli;

import dev.vitals.job.Job;
import dev.vitals.job.refine.RefineJobs;
import dev.vitals.warehouse.WarehouseRuns;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code refine}: facts of a night, a step that a scheduler takes between landing and measuring. */
@Command(
        name = "refine",
        description =
                "Computes the facts of a night that has landed, or some of them with those that they are made of. No number is published before the verb measure ends the night.",
        mixinStandardHelpOptions = true)
final class RefineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Mixin
    private NightOption date;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            description = "A job, as ./vitals plan names it; may be repeated. Default: all")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        LocalDate night = date.night();
        Set<String> known = RefineJobs.all().stream().map(Job::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> wanted = names.isEmpty() ? known : new TreeSet<>(names);
        if (!known.containsAll(wanted)) {
            wanted.removeAll(known);
            throw new ParameterException(
                    command.commandLine(),
                    "There is no job %s; ./vitals plan names those there are.".formatted(String.join(", ", wanted)));
        }
        WarehouseRuns.Summary summary =
                warehouse.withWritten(w -> RunCommand.runs(w, output.progress()).refine(night, wanted));
        output.print(summary, RunText::refined);
        return RunCommand.exitCode(summary);
    }
}
