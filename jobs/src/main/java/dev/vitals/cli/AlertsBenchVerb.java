package dev.vitals.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** {@code bench alerts}: what quiet nights, a raid and a brigade raise. */
final class AlertsBenchVerb {
    private final BenchOptions options;

    AlertsBenchVerb(BenchOptions options) {
        this.options = options;
    }

    Integer run() throws IOException {
        Path folder = Files.createTempDirectory("vitals-bench");
        try {
            options.say("%d quiet nights of a small community, then a raid and a brigade."
                    .formatted(AlertsBench.QUIET_NIGHTS));
            AlertsBench.Figures figures = options.spark()
                    .with(
                            folder.resolve("warehouse").toString(),
                            w -> new AlertsBench(folder).run(w, options.seed(), night -> options.say(line(night))));
            options.output().print(figures, AlertsBenchVerb::text);
            return figures.keepsItsWord() ? ExitCode.FINE : ExitCode.DATA_CHECK_FAILED;
        } finally {
            Folders.delete(folder);
        }
    }

    private static String line(AlertsBench.Night night) {
        return night.date()
                + (night.alerts().isEmpty() ? "  quiet" : "")
                + night.alerts().stream()
                        .map(alert -> "\n  " + AlertText.of(alert))
                        .collect(Collectors.joining());
    }

    private static String text(AlertsBench.Figures figures) {
        String plants = figures.plants().stream()
                .map(plant -> "%s of %s: %s, %d alerts of its day, %d of them name it"
                        .formatted(
                                plant.kind(),
                                plant.date(),
                                plant.incidents() == 1
                                        ? "found as an incident"
                                        : "NOT ONE INCIDENT but " + plant.incidents(),
                                plant.alerts(),
                                plant.explained()))
                .collect(Collectors.joining("\n"));
        return "%d false alerts in %d quiet nights, in %d of them; %d incidents that nobody planted%n%s%n%.0f s for %d days"
                .formatted(
                        figures.falseAlerts(),
                        figures.quietNights(),
                        figures.falseNights(),
                        figures.otherIncidents(),
                        plants,
                        figures.seconds(),
                        figures.days());
    }
}
