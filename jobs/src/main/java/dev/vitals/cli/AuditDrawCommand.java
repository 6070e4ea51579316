package dev.vitals.cli;

import dev.vitals.job.Days;
import dev.vitals.job.audit.AuditSample;
import dev.vitals.report.WholeFiles;
import dev.vitals.warehouse.AuditDraw;
import dev.vitals.warehouse.DrawnItem;
import dev.vitals.warehouse.WarehouseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code audit draw}: a stratified sample with known probabilities, as a file for raters to fill in. */
@Command(
        name = "draw",
        description =
                "Draws a fixed number of items from every stratum of a frame, and writes them as CSV for raters to fill in, with a plan beside it that says how they were drawn.",
        mixinStandardHelpOptions = true)
final class AuditDrawCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day on which items came up")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day on which items came up")
    private LocalDate to;

    @Option(
            names = "--frame",
            split = ",",
            paramLabel = "FRAME",
            description =
                    "What to draw from: actioned, no_action, automod_released, unreported_chat; may be repeated. Default: all four")
    private List<String> frames = new ArrayList<>();

    @Option(
            names = "--per-stratum",
            required = true,
            paramLabel = "N",
            description = "How many items to draw from each stratum; all of a stratum that has no more")
    private int perStratum;

    @Option(
            names = "--stratify-by",
            split = ",",
            paramLabel = "COLUMN",
            description =
                    "Columns whose values make strata within a frame, such as category, severity or channel_tier, and sentiment for chat; a frame that lacks one does without")
    private List<String> stratifyBy = new ArrayList<>();

    @Option(names = "--seed", description = "Draws as an earlier draw did. Default: a fresh one, which is written down")
    private Long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file for the raters")
    private Path out;

    /** What was drawn. */
    record Outcome(String auditId, long seed, Path file, Path plan, Map<String, Stratum> strata) {}

    /** How many there were, and how many of them were drawn. */
    record Stratum(long size, long drawn) {}

    @Override
    public Integer call() {
        if (to.isBefore(from)) {
            throw usage("--to %s lies before --from %s.".formatted(to, from));
        }
        if (Files.exists(out) || Files.exists(AuditPlan.beside(out))) {
            throw usage("%s or its plan is there already, and labels may be in it. Name another file with --out."
                    .formatted(out));
        }
        Folders.prepare(out.toAbsolutePath().getParent());
        AuditSample sample = sample();
        List<DrawnItem> items = warehouse.withWritten(w -> new AuditDraw(w).items(sample, new Days(from, to, to)));
        if (items.isEmpty()) {
            throw new NothingToDoException(
                    "There is nothing to draw from %s on %s to %s. ./vitals tables shows which days there are."
                            .formatted(String.join(", ", sample.frames()), from, to));
        }
        String auditId = "%s_%s_%016x".formatted(from, to, sample.seed());
        AuditPlan plan = new AuditPlan(
                auditId, from, to, sample.frames(), sample.stratifyBy(), perStratum, sample.seed(), items);
        write(plan);
        Map<String, Stratum> strata = new TreeMap<>();
        items.forEach(item ->
                strata.put(item.frame() + ", " + item.stratum(), new Stratum(item.stratumSize(), item.stratumDrawn())));
        output.print(new Outcome(auditId, sample.seed(), out, AuditPlan.beside(out), strata), AuditDrawCommand::text);
        return ExitCode.FINE;
    }

    private AuditSample sample() {
        try {
            return new AuditSample(
                    frames.isEmpty() ? List.copyOf(AuditSample.frameNames()) : frames,
                    stratifyBy,
                    perStratum,
                    seed == null ? new SecureRandom().nextLong() : seed);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private void write(AuditPlan plan) {
        try {
            Files.createDirectories(out.toAbsolutePath().getParent());
            WholeFiles.replace(AuditPlan.beside(out), file -> Files.writeString(file, plan.toJson()));
            WholeFiles.replace(out, file -> Files.writeString(file, AuditSheet.of(plan)));
        } catch (IOException e) {
            throw new WarehouseException("The sample can't be written to %s: %s".formatted(out, e), e);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static String text(Outcome outcome) {
        String strata = outcome.strata().entrySet().stream()
                .map(each -> "  %-48s %,8d of %,d"
                        .formatted(
                                each.getKey(),
                                each.getValue().drawn(),
                                each.getValue().size()))
                .collect(Collectors.joining("\n"));
        return """
                Drew audit %s with seed %d:
                %s
                %s is for raters: they fill in rater_id and label, a line more for each further rater.
                %s says how it was drawn, and is needed to import the labels.""".formatted(outcome.auditId(), outcome.seed(), strata, outcome.file(), outcome.plan());
    }
}
