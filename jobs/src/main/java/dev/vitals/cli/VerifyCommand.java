package dev.vitals.cli;

import dev.vitals.job.refine.RefineJobs;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.warehouse.FactComparison;
import dev.vitals.warehouse.GoldComparison;
import dev.vitals.warehouse.Verification;
import dev.vitals.warehouse.Warehouse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: the proof that gold is what bronze makes. */
@Command(
        name = "verify",
        description =
                "Recomputes facts and numbers from bronze in a scratch folder, as of the last night, and compares them with the warehouse, number by number. Writes nothing to the warehouse. Ends with 3 when anything differs.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "First day whose numbers are compared; goes with --to. Default: all days")
    private LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DAY",
            description = "Last day whose numbers are compared, with the weeks and months between the two")
    private LocalDate to;

    @Option(
            names = "--limit",
            defaultValue = "20",
            paramLabel = "COUNT",
            description = "Most differences to print of each kind; all are counted. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(
            names = "--scratch",
            paramLabel = "URI",
            description =
                    "Where to recompute, on a filesystem that all workers reach; takes as much room as silver and gold, and is left empty. Default: the folder for temporary files")
    private String scratch;

    @Override
    public Integer call() {
        if ((from == null) != (to == null)) {
            throw new ParameterException(command.commandLine(), "--from and --to go together; name both or none.");
        }
        if (from != null && from.isAfter(to)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--from %s is after --to %s: there is no day from the one to the other. Did you mean --from %s --to %s?"
                            .formatted(from, to, to, from));
        }
        if (limit < 0) {
            throw new ParameterException(
                    command.commandLine(), "--limit is %d, but differences are counted from 0 on.".formatted(limit));
        }
        Verification.Outcome outcome = warehouse.withWritten(this::verify);
        output.print(outcome, VerifyCommand::text);
        return outcome.isEqual() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }

    private Verification.Outcome verify(Warehouse opened) {
        Verification verification = new Verification(
                opened, RefineJobs.all(), KpiCatalogue.load().kpis(), Clock.systemUTC(), output.progress());
        String folder = scratch == null ? System.getProperty("java.io.tmpdir") : scratch;
        return from == null ? verification.everything(folder, limit) : verification.days(from, to, folder, limit);
    }

    private static String text(Verification.Outcome outcome) {
        StringBuilder text = new StringBuilder();
        outcome.gold().forEach(difference -> text.append(line(difference)).append(System.lineSeparator()));
        more(text, outcome.differingCells() - outcome.gold().size(), "numbers");
        outcome.facts().forEach(difference -> text.append(line(difference)).append(System.lineSeparator()));
        more(text, outcome.differingFactDays() - outcome.facts().size(), "days of facts");
        if (outcome.leftOut() > 0) {
            text.append("%,d numbers of KPIs that no definition makes any more could not be recomputed.%n"
                    .formatted(outcome.leftOut()));
        }
        text.append("As of %s: %,d numbers of gold compared, %,d differ; %,d days of facts compared, %,d differ."
                .formatted(
                        outcome.asOf(),
                        outcome.cells(),
                        outcome.differingCells(),
                        outcome.factDays(),
                        outcome.differingFactDays()));
        return text.append(
                        outcome.isEqual()
                                ? " The warehouse holds what bronze makes."
                                : " ./vitals backfill computes days again from bronze.")
                .toString();
    }

    private static void more(StringBuilder text, long left, String what) {
        if (left > 0) {
            text.append("  and %,d %s more; raise --limit to see them.%n".formatted(left, what));
        }
    }

    private static String line(GoldComparison.Difference difference) {
        return "  %s %s %s %s %s: warehouse %s, bronze %s (%s)"
                .formatted(
                        difference.kpi(),
                        difference.period(),
                        difference.date(),
                        difference.sliceKey(),
                        difference.estimate(),
                        said(difference.stored()),
                        said(difference.recomputed()),
                        String.join(", ", difference.fields()));
    }

    private static String said(Optional<GoldComparison.Said> said) {
        return said.map(s -> "%s [%s, %s] n=%d %s as of %s"
                        .formatted(
                                s.value(),
                                s.ciLow(),
                                s.ciHigh(),
                                s.n(),
                                s.isMature() ? "final" : "provisional",
                                s.asOf()))
                .orElse("nothing");
    }

    private static String line(FactComparison.Difference difference) {
        return "  %s%s: %,d rows that bronze does not make, %,d that are missing"
                .formatted(
                        difference.table(),
                        difference.day().map(day -> " " + day).orElse(""),
                        difference.storedOnly(),
                        difference.recomputedOnly());
    }
}
