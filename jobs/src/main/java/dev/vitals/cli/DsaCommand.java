package dev.vitals.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitals.contract.dsa.DsaCheck;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.job.land.Pseudonyms;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.report.WholeFiles;
import dev.vitals.report.dsa.DsaDocument;
import dev.vitals.report.dsa.DsaStatementFile;
import dev.vitals.report.dsa.DsaWriter;
import dev.vitals.warehouse.DsaReconciliation;
import dev.vitals.warehouse.DsaReports;
import dev.vitals.warehouse.DsaStatements;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.Warehouse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dsa}: the transparency report under the Digital Services Act, and statements of reasons. */
@Command(
        name = "dsa",
        description =
                "Writes the EU harmonised transparency report of a period (Implementing Regulation (EU) 2024/2835) as the CSV files of its template, publishes its numbers as the next version in gold.dsa_report, and holds its totals against the KPIs (exit code 3 when one stays unexplained). With --statements: the statements of reasons of some days, for the DSA Transparency Database.",
        mixinStandardHelpOptions = true)
final class DsaCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WritingOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Mixin
    private PseudonymKeyOption pseudonymKey;

    @Option(names = "--period", paramLabel = "P", description = "2026H1, 2026, 2026-01 or 2026-01/2026-03")
    private String period;

    @Option(names = "--statements", description = "Write statements of reasons instead; needs --from and --to")
    private boolean isStatements;

    @Option(names = "--from", paramLabel = "DAY", description = "First day of the statements")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day of the statements")
    private LocalDate to;

    @Option(names = "--provider", paramLabel = "NAME", description = "Name of the service provider, for section 1")
    private String provider;

    @Option(names = "--service", paramLabel = "NAME", description = "Name of the service, for every line")
    private String service;

    @Option(names = "--published", paramLabel = "DAY", description = "Day on which the report is published")
    private LocalDate published;

    @Option(names = "--previous", paramLabel = "DAY", description = "Day on which the report before was published")
    private LocalDate previous;

    @Option(
            names = "--out",
            defaultValue = ".vitals/dsa",
            paramLabel = "FOLDER",
            description = "Default: ${DEFAULT-VALUE}")
    private Path out;

    private boolean isNew;

    /** What was written. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            String folder,
            String period,
            int version,
            Integer supersedes,
            boolean isNew,
            LocalDate asOf,
            int measured,
            long days,
            boolean isReconciled,
            List<String> unexplained) {}

    /** What was written. */
    record Statements(String file, long statements) {}

    @Override
    public Integer call() {
        if (isStatements) {
            return statements();
        }
        DsaPeriod asked = asked();
        Folders.prepare(out);
        DsaDocument report = warehouse.withWritten(w -> report(w, asked));
        Report written = write(report);
        output.print(written, DsaCommand::text);
        return written.isReconciled() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }

    private DsaPeriod asked() {
        if (period == null) {
            throw usage("Name a period with --period (2026H1), or ask for --statements.");
        }
        try {
            return DsaPeriod.parse(period);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--period: " + e.getMessage(), e);
        }
    }

    private DsaDocument report(Warehouse from, DsaPeriod asked) {
        GoldReader gold = new GoldReader(from);
        LocalDate asOf = gold.asOf()
                .filter(day -> !day.isBefore(asked.from()))
                .orElseThrow(() -> new NothingToDoException(
                        "There is nothing to report of %s yet: no night from %s on has been measured. Run ./vitals run --date DAY first."
                                .formatted(asked.name(), asked.from())));
        List<LocalDate> measured = gold.measured(asked.from(), asOf.isBefore(asked.to()) ? asOf : asked.to());
        if (measured.isEmpty()) {
            throw new NothingToDoException(
                    "There is nothing to report of %s: none of its days was measured. ./vitals query \"select min(date), max(date) from gold.kpi_daily\" tells which were."
                            .formatted(asked.name()));
        }
        DsaTemplate template = DsaTemplate.load();
        DsaTaxonomy taxonomy = DsaTaxonomy.load(template);
        Map<String, KpiDefinition> kpis =
                KpiCatalogue.load().kpis().stream().collect(Collectors.toMap(KpiDefinition::id, Function.identity()));
        DsaReports.Published version =
                new DsaReports(from, Clock.systemUTC()).publish(asked, asOf, template, taxonomy, kpis);
        isNew = version.isNew();
        List<DsaCheck> checks = new DsaReconciliation(from, asked, taxonomy, version.values()).checks(template);
        return new DsaDocument(
                new DsaDocument.Provider(provider, service, published, previous),
                asked,
                version.version(),
                version.supersedes(),
                version.asOf(),
                measured.size(),
                template,
                taxonomy,
                version.values(),
                checks);
    }

    private Report write(DsaDocument report) {
        try {
            Path folder = DsaWriter.write(report, out);
            return new Report(
                    folder.toString(),
                    report.period().name(),
                    report.version(),
                    report.supersedes(),
                    isNew,
                    report.asOf(),
                    report.measured(),
                    report.days(),
                    report.isReconciled(),
                    report.checks().stream()
                            .filter(check -> !check.isReconciled())
                            .map(DsaCheck::name)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the report to " + out, e);
        }
    }

    private int statements() {
        if (from == null || to == null || period != null) {
            throw usage("--statements takes --from and --to, and no --period.");
        }
        if (to.isBefore(from)) {
            throw usage("--to %s lies before --from %s.".formatted(to, from));
        }
        byte[] key = pseudonymKey.key();
        Folders.prepare(out);
        Statements written = warehouse.withWritten(w -> statements(w, key));
        if (written.statements() == 0) {
            throw new NothingToDoException("No sanction from %s to %s restricts anything; %s holds the header alone."
                    .formatted(from, to, written.file()));
        }
        output.print(written, made -> "Wrote %s: %,d statements of reasons".formatted(made.file(), made.statements()));
        return ExitCode.FINE;
    }

    private Statements statements(Warehouse opened, byte[] key) {
        DsaTaxonomy taxonomy = DsaTaxonomy.load(DsaTemplate.load());
        Path file = out.resolve("statements-%s_to_%s.csv".formatted(from, to));
        AtomicLong count = new AtomicLong();
        try {
            Files.createDirectories(out);
            WholeFiles.replace(file, half -> {
                try (BufferedWriter writer = Files.newBufferedWriter(half)) {
                    DsaStatementFile statements = new DsaStatementFile(writer);
                    new DsaStatements(opened, taxonomy, new Pseudonyms(key)).forEach(from, to, statements::add);
                    count.set(statements.statements());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file, e);
        }
        return new Statements(file.toString(), count.get());
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    private static String text(Report report) {
        return "Wrote %s: %s, version %d%s, as of %s, %d of %d days measured%n%s"
                .formatted(
                        report.folder(),
                        report.period(),
                        report.version(),
                        report.isNew()
                                ? report.supersedes() == null ? "" : ", which supersedes " + report.supersedes()
                                : " as before",
                        report.asOf(),
                        report.measured(),
                        report.days(),
                        report.isReconciled()
                                ? "Every total is reconciled."
                                : "Not reconciled: " + String.join("; ", report.unexplained())
                                        + ". See reconciliation.md; do not publish this.");
    }
}
