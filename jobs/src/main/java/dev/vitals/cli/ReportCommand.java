package dev.vitals.cli;

import dev.vitals.report.Period;
import dev.vitals.report.ReportInput;
import dev.vitals.report.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: one HTML file for people who decide. */
@Command(
        name = "report",
        description =
                "Writes the report of a period as one self-contained HTML file, with its tables as CSV beside it.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Option(names = "--period", defaultValue = "week", description = "day, week or month. Default: ${DEFAULT-VALUE}")
    private Period.Kind kind;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description = "Any day of the period. Default: the last whole period before the last measured night ended")
    private LocalDate date;

    @Option(
            names = "--out",
            defaultValue = ".vitals/reports",
            paramLabel = "FOLDER",
            description = "Default: ${DEFAULT-VALUE}")
    private Path out;

    @Override
    public Integer call() throws IOException {
        ReportInput input = warehouse.with(w -> {
            ReportData data = new ReportData(w);
            return data.read(date == null ? lastWhole(kind, data.asOf()) : of(kind, date));
        });
        Files.createDirectories(out);
        Path file = ReportWriter.write(input, out);
        output.print(file.toString(), f -> "Wrote " + f);
        return ExitCode.FINE;
    }

    static Period of(Period.Kind kind, LocalDate day) {
        return switch (kind) {
            case DAY -> Period.day(day);
            case WEEK -> Period.weekOf(day);
            case MONTH -> Period.monthOf(day);
        };
    }

    /** The period that holds the as-of day when that is its last day, else the one before. */
    static Period lastWhole(Period.Kind kind, LocalDate asOf) {
        Period current = of(kind, asOf);
        return current.end().isAfter(asOf) ? current.previous() : current;
    }
}
