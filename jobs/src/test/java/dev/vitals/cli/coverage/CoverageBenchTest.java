package dev.vitals.cli.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitals.kpi.KpiCatalogue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The benchmark at a small size, with room for chance: of 150 samples a share of 95% varies by 1.8 points. */
class CoverageBenchTest {
    private static final int SAMPLES = 150;
    private static final double LEAST = 0.89;

    @Test
    void intervalsHoldTheTruthWhereTheUsualOnesMissIt() {
        List<CoverageBench.Coverage> all = new CoverageBench(KpiCatalogue.load(), SAMPLES).run(coverage -> {});

        assertThat(all).allMatch(c -> c.samples() == SAMPLES);
        assertThat(all)
                .allSatisfy(c -> assertThat(c.ours())
                        .as("%s, %s", c.family(), c.number())
                        .isGreaterThan(LEAST));
        assertThat(all)
                .filteredOn(c -> c.family().contains("clustered") || c.family().startsWith("audit"))
                .hasSizeGreaterThan(16)
                .allMatch(CoverageBench.Coverage::usualMisses);
        assertThat(all)
                .filteredOn(c -> c.family().equals("share, rows independent"))
                .singleElement()
                .satisfies(c -> assertThat(c.usual()).isGreaterThan(LEAST));
    }
}
