package dev.vitals.cli;

import dev.vitals.warehouse.landing.LandingDrop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code audit import}: the labels that raters gave, into the landing folder. */
@Command(
        name = "import",
        description =
                "Checks a file that raters filled in against the plan of its draw, and puts its labels into the landing folder, where the next night finds them. With one wrong line nothing is imported.",
        mixinStandardHelpOptions = true)
final class AuditImportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private OutputOptions output;

    @Parameters(arity = "1", paramLabel = "FILE", description = "CSV file that raters filled in")
    private Path file;

    @Option(names = "--plan", description = "Plan of the draw. Default: FILE.plan.json")
    private Path plan;

    @Option(
            names = "--landing",
            defaultValue = ".vitals/landing",
            paramLabel = "URI",
            description = "Folder with the source folders. Default: ${DEFAULT-VALUE}")
    private String landing;

    /** What was brought back. */
    record Outcome(String auditId, String delivered, int labels, int open, List<String> behind) {}

    @Override
    public Integer call() {
        try {
            AuditPlan drawn = AuditPlan.read(plan == null ? AuditPlan.beside(file) : plan);
            String sheet = Files.readString(file);
            AuditSheet.Labels labels = AuditSheet.read(
                    sheet, file.toString(), drawn, Clock.systemUTC().instant());
            if (labels.labels() == 0) {
                throw new NothingToDoException("There is no label in %s yet.".formatted(file));
            }
            deliver(drawn, sheet, labels);
            return ExitCode.FINE;
        } catch (NoSuchFileException e) {
            throw usage("There is no file %s. Name the file that was filled in, and the plan of its draw with --plan."
                    .formatted(e.getFile()));
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        } catch (IOException e) {
            throw usage("%s can't be read: %s. It must be text in UTF-8.".formatted(file, e));
        }
    }

    /** A file is named by what is in it, so that importing it twice changes nothing. */
    private void deliver(AuditPlan drawn, String sheet, AuditSheet.Labels labels) {
        UUID content = UUID.nameUUIDFromBytes(sheet.getBytes(StandardCharsets.UTF_8));
        String path = "vitals/audits/%s_%s.jsonl".formatted(drawn.auditId(), content);
        String uri = landing.contains("://")
                ? landing
                : Path.of(landing).toAbsolutePath().toString();
        if (!LandingDrop.deliver(uri, path, String.join("\n", labels.events()) + "\n")) {
            throw new NothingToDoException("%s was imported before, as %s.".formatted(file, path));
        }
        output.print(
                new Outcome(drawn.auditId(), path, labels.labels(), labels.open(), labels.behind()),
                done -> "Imported %,d labels of audit %s as %s; %,d items have none yet. The next night lands them.%s"
                        .formatted(
                                done.labels(), done.auditId(), done.delivered(), done.open(), behind(done.behind())));
    }

    private static String behind(List<String> strata) {
        return strata.isEmpty()
                ? ""
                : "%nLabelled less than the rest, so that the items with a label stand for those without, as if they were alike, and a stratum without any is missing from shares over several strata: %s. Import the file again once they have labels (uncertain is one)."
                        .formatted(String.join("; ", strata));
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
