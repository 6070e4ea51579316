package dev.vitals.report;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The CSV files of a report, and the one form in which figures are written to them. */
final class Sheets {
    private final String folder;
    private final Map<String, Sheet> files = new TreeMap<>();

    Sheets(String folder) {
        this.folder = folder;
    }

    /** Keeps a file and gives the link to it. */
    Element add(String name, Sheet sheet) {
        String file = name + ".csv";
        if (files.put(file, sheet) != null) {
            throw new IllegalStateException("Two tables of the report want the file " + file + ".");
        }
        return Element.of("p").with("class", "csv").add(Element.link(folder + "/" + file, "CSV of " + name));
    }

    Map<String, Sheet> files() {
        return Collections.unmodifiableMap(files);
    }

    /** An empty table of figures. */
    static Sheet figures() {
        return new Sheet()
                .texts("kpi")
                .wholes("kpi_version")
                .texts("estimate")
                .days("start_date", "end_date")
                .texts("dimension", "slice", "state")
                .reals("value", "ci_low", "ci_high")
                .texts("ci_method")
                .reals("numerator", "denominator")
                .wholes("n", "n_censored")
                .texts("unit")
                .flags("is_mature");
    }

    /** Adds a figure; what is hidden leaves its row with the reason alone. */
    static void add(Sheet sheet, Figure figure, LocalDate start, LocalDate end, String dimension, String slice) {
        KpiView kpi = figure.kpi();
        String state = figure.state().name().toLowerCase(Locale.ROOT);
        if (!figure.hasCell()) {
            sheet.row(
                    kpi.id(),
                    kpi.version(),
                    figure.estimate(),
                    start,
                    end,
                    dimension,
                    slice,
                    state,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    figure.unit(),
                    null);
            return;
        }
        Cell cell = figure.cell();
        sheet.row(
                kpi.id(),
                cell.kpiVersion(),
                figure.estimate(),
                start,
                end,
                dimension,
                slice,
                state,
                cell.value(),
                cell.ciLow(),
                cell.ciHigh(),
                cell.ciMethod(),
                cell.numerator(),
                cell.denominator(),
                cell.n(),
                cell.nCensored(),
                figure.unit(),
                cell.isMature());
    }
}
