package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.Nearest;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.report.Gate;
import dev.vitals.report.KpiExport;
import dev.vitals.report.KpiView;
import dev.vitals.report.SemanticModel;
import dev.vitals.warehouse.GoldReader;
import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code export}: the numbers of gold as files that may be handed on. */
@Command(
        name = "export",
        description =
                "Writes each KPI as one Parquet, one CSV and one JSON file with its days, weeks and months in all slices, and the definitions as a semantic model (OSI). Numbers over too few people, and those from which they could be told, are left out.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    private static final String MODEL = "kpis.osi.json";

    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private OutputOptions output;

    @Option(names = "--kpi", paramLabel = "ID", description = "A KPI, may be repeated. Default: all")
    private List<String> kpis = new ArrayList<>();

    @Option(
            names = "--out",
            defaultValue = ".vitals/export",
            paramLabel = "FOLDER",
            description = "Default: ${DEFAULT-VALUE}")
    private Path out;

    /** What was written. */
    record Outcome(String folder, List<KpiExport.Written> kpis, String semanticModel) {}

    @Override
    public Integer call() {
        KpiCatalogue catalogue = KpiCatalogue.load();
        List<KpiView> chosen = chosen(catalogue);
        Folders.prepare(out);
        List<KpiExport.Written> written = warehouse.withWritten(w -> write(w, chosen));
        try {
            Files.writeString(out.resolve(MODEL), SemanticModel.render(catalogue, Contracts.load()));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + out.resolve(MODEL), e);
        }
        output.print(new Outcome(out.toString(), written, MODEL), ExportCommand::text);
        return ExitCode.FINE;
    }

    private List<KpiView> chosen(KpiCatalogue catalogue) {
        List<String> ids = catalogue.kpis().stream().map(KpiDefinition::id).toList();
        Set<String> unknown = new LinkedHashSet<>(kpis);
        ids.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(),
                    "There is no KPI %s.%s"
                            .formatted(
                                    String.join(", ", unknown),
                                    Nearest.hint(unknown.iterator().next(), ids)));
        }
        return catalogue.kpis().stream()
                .filter(kpi -> kpis.isEmpty() || kpis.contains(kpi.id()))
                .map(KpiView::of)
                .toList();
    }

    private List<KpiExport.Written> write(Warehouse from, List<KpiView> chosen) {
        GoldReader gold = asOf.past(from).map(GoldReader::new).orElseGet(() -> new GoldReader(from));
        if (gold.asOf().isEmpty()) {
            throw new NothingToDoException(
                    "There is nothing to export yet: no night has been measured. Run ./vitals run --date DAY first.");
        }
        KpiExport export = new KpiExport(out, new Gate(ReportCells.all(gold, "active_moderators")));
        Progress progress = output.progress();
        List<KpiExport.Written> written = new ArrayList<>();
        try {
            new KpiBatches(gold, chosen).forEach((kpi, cells) -> {
                progress.at("export " + kpi.id(), written.size(), chosen.size());
                written.add(export.write(kpi, cells));
            });
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the files of the KPIs to " + out, e);
        }
        return written;
    }

    private static String text(Outcome outcome) {
        StringBuilder text = new StringBuilder("Wrote %s: %d KPIs, each as .parquet, .csv and .json, and %s%n"
                .formatted(outcome.folder(), outcome.kpis().size(), outcome.semanticModel()));
        outcome.kpis()
                .forEach(kpi -> text.append(
                        "  %-28s %,9d numbers, %,9d of them hidden%n".formatted(kpi.kpi(), kpi.rows(), kpi.hidden())));
        return text.toString().stripTrailing();
    }
}
