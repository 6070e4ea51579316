package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.DataDictionary;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiPages;
import dev.vitals.report.SemanticModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code docs}: the generated pages. */
@Command(
        name = "docs",
        description =
                "Writes the data dictionary (schemas/README.md), the KPI catalogue (reports/KPIS.md), the same as a semantic model (reports/kpis.osi.json), the plan of a night (airflow-dags/plan.json), and of the last build with -Psbom the bill of materials and the licences (jobs/docs).",
        mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
    /** The plan of a night, which the DAGs are made of. */
    static final String PLAN = "airflow-dags/plan.json";

    @Mixin
    private OutputOptions output;

    /**
     * Generated files, named from the root of the repository.
     *
     * @param pages all of them
     * @param written those that were not up to date
     */
    record Outcome(List<String> pages, List<String> written) {}

    @Override
    public Integer call() throws IOException {
        Path home = Home.folder();
        Contracts contracts = Contracts.load(home.resolve("schemas"));
        KpiCatalogue catalogue = KpiCatalogue.load(home.resolve("schemas"));
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(DataDictionary.FILE, DataDictionary.render(contracts));
        pages.put(KpiPages.FILE, KpiPages.render(catalogue, contracts));
        pages.put(PLAN, PlanCommand.json());
        pages.put(SemanticModel.FILE, SemanticModel.render(catalogue, contracts));
        // Maven makes the bill of a build where it is asked to; without one, that of the repository holds.
        Path built = home.resolve(Sbom.BUILT);
        Path bill = Files.exists(built) ? built : home.resolve(Sbom.KEPT);
        if (Files.exists(bill)) {
            Sbom sbom = Sbom.read(bill);
            pages.put(Sbom.KEPT, sbom.json());
            pages.put(Sbom.LICENCES, sbom.licences());
        }
        List<String> written = new ArrayList<>();
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = home.resolve(page.getKey());
            // A file that is touched makes the launcher build again.
            if (!Files.exists(file) || !Files.readString(file).equals(page.getValue())) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, page.getValue());
                written.add(page.getKey());
            }
        }
        output.print(new Outcome(List.copyOf(pages.keySet()), written), DocsCommand::text);
        return ExitCode.FINE;
    }

    private static String text(Outcome outcome) {
        return outcome.pages().stream()
                .map(page -> (outcome.written().contains(page) ? "Wrote " : "Up to date: ") + page)
                .collect(Collectors.joining("\n"));
    }
}
