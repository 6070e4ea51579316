package dev.vitals.cli.meter;

import dev.vitals.warehouse.Progress;
import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.LandingReport;
import java.util.List;
import java.util.Map;

/** Meters a night of this process: its start, what {@link Progress.Part} names, and its end. */
public final class NightMeter {
    private static final String START = "start";
    private static final String STOP = "stop";

    private final Meter meter = Meter.sinceTheProcessBegan(START);

    /** @param heard hears everything, too */
    public Progress progress(Progress heard) {
        return new MeteredProgress(heard, meter);
    }

    /** The numbers are there; sessions are still to be closed. */
    public WarehouseRuns.Summary done(WarehouseRuns.Summary summary) {
        meter.begin(STOP);
        summary.landing()
                .ifPresent(landed -> meter.rows(
                        Progress.Part.LAND.word(),
                        landed.sources().stream()
                                .mapToLong(LandingReport.Source::lines)
                                .sum()));
        meter.rows(Progress.Part.REFINE.word(), rows(summary, false));
        meter.rows(Progress.Part.MEASURE.word(), rows(summary, true));
        return summary;
    }

    private static long rows(WarehouseRuns.Summary summary, boolean areNumbers) {
        return summary.rows().entrySet().stream()
                .filter(table -> table.getKey().startsWith("gold.") == areNumbers)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public List<MeteredPart> end() {
        return meter.end();
    }
}
