package dev.vitals.cli;

import dev.vitals.cli.coverage.CoverageBench;
import dev.vitals.cli.coverage.CoverageTable;
import dev.vitals.kpi.KpiCatalogue;
import java.util.List;

/** {@code bench coverage}: how often intervals hold a known truth. */
final class CoverageBenchVerb {
    private final BenchOptions options;

    CoverageBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() {
        int each = options.samples(4000);
        options.say(CoverageTable.head(each));
        List<CoverageBench.Coverage> all =
                new CoverageBench(KpiCatalogue.load(), each).run(c -> options.say(CoverageTable.line(c)));
        options.output().print(all, CoverageTable::summary);
        boolean allKeep = all.stream().allMatch(c -> c.keepsItsWord() || c.isOneSided());
        return allKeep ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
    }
}
