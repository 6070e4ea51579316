package dev.vitals.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.vitals.report.Period;
import dev.vitals.report.ReportInput;
import dev.vitals.report.ReportWriter;
import dev.vitals.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code report}: one HTML file for people who decide. */
@Command(
        name = "report",
        description =
                "Writes the report of a period as one self-contained HTML file, with its tables as CSV and Parquet and its charts as SVG beside it.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private OutputOptions output;

    @Option(names = "--period", defaultValue = "week", description = "day, week or month. Default: ${DEFAULT-VALUE}")
    private Period.Kind kind;

    @Option(
            names = "--date",
            paramLabel = "DAY",
            description = "Any day of the period. Default: the last whole period that the measured nights cover")
    private LocalDate date;

    @Option(
            names = "--out",
            defaultValue = ".vitals/reports",
            paramLabel = "FOLDER",
            description = "Default: ${DEFAULT-VALUE}")
    private Path out;

    @Option(
            names = "--pdf",
            description = "Also print it to PDF, through Chromium: what VITALS_CHROMIUM names, or the PATH has")
    private boolean isPdf;

    /** What was written; {@code pdf} is null when none was asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Written(String html, String pdf) {
        String text() {
            return "Wrote " + html + (pdf == null ? "" : "\nWrote " + pdf);
        }
    }

    @Override
    public Integer call() throws IOException {
        Optional<Chromium> printer = isPdf ? Optional.of(Chromium.of(System.getenv())) : Optional.empty();
        Folders.prepare(out);
        ReportInput input = warehouse.withWritten(w -> {
            ReportData data = ReportData.of(w, asOf.past(w));
            return data.read(date == null ? lastWhole(kind, data.asOf()) : of(kind, date));
        });
        Path file = ReportWriter.write(input, out);
        Path pdf = file.resolveSibling(file.getFileName().toString().replace(".html", ".pdf"));
        if (printer.isPresent()) {
            printer.get().print(file, pdf);
        }
        output.print(new Written(file.toString(), isPdf ? pdf.toString() : null), Written::text);
        return ExitCode.FINE;
    }

    /** What the report of the last whole period shows. */
    static ReportInput lastWhole(Period.Kind kind, Warehouse warehouse) {
        ReportData data = new ReportData(warehouse);
        return data.read(lastWhole(kind, data.asOf()));
    }

    private static Period of(Period.Kind kind, LocalDate day) {
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
