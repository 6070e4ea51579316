package dev.vitals.cli;

import dev.vitals.warehouse.WarehouseRuns;
import dev.vitals.warehouse.landing.LandingReport;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedSet;

/** What a run did, in sentences for the one on call. */
final class RunText {
    private RunText() {}

    static String of(WarehouseRuns.Summary summary) {
        StringBuilder text = new StringBuilder();
        summary.landing().ifPresent(landing -> text.append(of(landing)).append('\n'));
        if (summary.landing().map(landing -> !landing.failures().isEmpty()).orElse(false)) {
            return text.append("Nothing was measured, and readers see what they saw before.")
                    .toString();
        }
        text.append("Measured as of ").append(summary.asOf()).append(".\n").append(days(summary));
        text.append("%,d published numbers moved; see ops.restatement.".formatted(summary.restated()));
        return text.toString();
    }

    /** A night that goes on. */
    static String refined(WarehouseRuns.Summary summary) {
        return "Computed as of %s; no number is published before ./vitals measure ends the night.%n%s"
                .formatted(summary.asOf(), days(summary))
                .stripTrailing();
    }

    private static String days(WarehouseRuns.Summary summary) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, SortedSet<LocalDate>> table :
                summary.changedDays().entrySet()) {
            SortedSet<LocalDate> days = table.getValue();
            if (!table.getKey().startsWith("bronze.") && !table.getKey().startsWith("dim.") && !days.isEmpty()) {
                text.append("  %-28s %,4d days changed, %s to %s%n"
                        .formatted(table.getKey(), days.size(), days.first(), days.last()));
            }
        }
        return text.toString();
    }

    static String of(LandingReport report) {
        StringBuilder text = new StringBuilder();
        if (report.sources().isEmpty() && report.failures().isEmpty()) {
            text.append("No new files.");
        }
        for (LandingReport.Source source : report.sources()) {
            text.append("%s: %,d files, %,d lines = %,d landed + %,d quarantined + %,d duplicates + %,d ignored%s%n"
                    .formatted(
                            source.source(),
                            source.files(),
                            source.lines(),
                            source.landed(),
                            source.quarantined(),
                            source.duplicates(),
                            source.ignored(),
                            source.refusedLines() == 0
                                    ? ""
                                    : " + %,d in refused files".formatted(source.refusedLines())));
            source.landedByTable().forEach((table, n) -> text.append("  %-28s %,12d%n".formatted(table, n)));
            source.warnings().forEach(w -> text.append("  warning: ").append(w).append('\n'));
            source.refused()
                    .forEach(r -> text.append("  REFUSED: ")
                            .append(r)
                            .append("; nothing of it landed. See ops.quarantine, then deliver the file again.\n"));
        }
        for (String failure : report.failures()) {
            text.append("FAILED: source ")
                    .append(failure)
                    .append(" Nothing of its new files landed; mend the cause and run again.\n");
        }
        for (String unknown : report.unknownSources()) {
            text.append("warning: ")
                    .append(unknown)
                    .append(" in the landing folder is no source that an adapter reads; it was left alone.\n");
        }
        return text.toString().stripTrailing();
    }
}
