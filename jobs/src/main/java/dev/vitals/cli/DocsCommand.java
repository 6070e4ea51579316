package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.DataDictionary;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiPages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code docs}: the generated pages. */
@Command(
        name = "docs",
        description = "Writes the data dictionary (schemas/README.md) and the KPI catalogue (reports/KPIS.md).",
        mixinStandardHelpOptions = true)
final class DocsCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Path home = Home.folder();
        Contracts contracts = Contracts.load(home.resolve("schemas"));
        KpiCatalogue catalogue = KpiCatalogue.load(home.resolve("schemas"));
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(DataDictionary.FILE, DataDictionary.render(contracts));
        pages.put(KpiPages.FILE, KpiPages.render(catalogue, contracts));
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Files.writeString(home.resolve(page.getKey()), page.getValue());
            System.out.println("Wrote " + page.getKey());
        }
        return ExitCode.FINE;
    }
}
