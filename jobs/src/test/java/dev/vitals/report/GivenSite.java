package dev.vitals.report;

import dev.vitals.contract.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The page of experiments of a made-up site. */
final class GivenSite {
    private GivenSite() {}

    /** Writes tests and changes with the KPIs that the site has, and reads their page. */
    static Page experiments(SiteWriter site, Path folder, List<Experiment> tests, List<LaunchedChange> changes)
            throws IOException {
        site.write(new SiteInput(
                Given.AS_OF,
                DataQuality.none(),
                List.of(),
                List.of(),
                Contracts.load(),
                List.of(),
                List.of(),
                Maturing.NONE,
                tests,
                changes));
        return Page.parse(Files.readString(folder.resolve("experiments.html")));
    }
}
