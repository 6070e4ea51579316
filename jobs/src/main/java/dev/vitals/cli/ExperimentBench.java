package dev.vitals.cli;

import dev.vitals.contract.experiment.ExperimentSpec;
import dev.vitals.job.compare.Readout;
import dev.vitals.job.compare.Readouts;
import dev.vitals.warehouse.UnitBench;
import dev.vitals.warehouse.UnitTable;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a test of many units in three variants from a Delta table, from opening it to the readout. */
final class ExperimentBench {
    private static final int METRICS = 12;

    private final Path folder;
    private final long units;
    private final int rounds;

    ExperimentBench(Path folder, long units, int rounds) {
        this.folder = folder;
        this.units = units;
        this.rounds = rounds;
    }

    /** What was measured; seconds of each round, the first of a cold session. */
    record Figures(long units, int metrics, int effects, int cores, long heapMebibytes, List<Double> seconds) {}

    Figures run(Warehouse warehouse) {
        Path table = folder.resolve("units");
        UnitBench.write(warehouse, table.toString(), units, METRICS);
        ExperimentSpec spec = spec(table);
        List<Double> seconds = new ArrayList<>();
        int effects = 0;
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            Readout readout = Readouts.of(spec, new UnitTable(warehouse).read(spec, table.toString()));
            seconds.add((System.nanoTime() - start) / 1e9);
            effects = readout.effects().size();
        }
        return new Figures(units, METRICS, effects, LandBench.cores(), LandBench.heapMebibytes(), seconds);
    }

    private ExperimentSpec spec(Path table) {
        StringBuilder text = new StringBuilder("""
                experiment: bench
                hypothesis: Nothing differs.
                owner: nobody
                unit: user
                variants:
                  - {name: v0, weight: 0.34, is_control: true}
                  - {name: v1, weight: 0.33}
                  - {name: v2, weight: 0.33}
                source: {path: %s, variant: variant, unit: unit_id}
                metrics:
                """.formatted(table));
        for (int m = 0; m < METRICS; m++) {
            text.append(
                    "  - {id: m%1$d, role: primary, statistic: mean, good_when: higher, value: m%1$d, covariates: [{value: b%1$d}]}\n"
                            .formatted(m));
        }
        try {
            return ExperimentSpec.read(Files.writeString(folder.resolve("bench.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
