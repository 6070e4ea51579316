package dev.vitals.report;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The tables of a report as files, and the one form in which figures are written to them. */
final class Sheets {
    private final String folder;
    private final Map<String, Sheet> tables = new TreeMap<>();

    Sheets(String folder) {
        this.folder = folder;
    }

    /** Keeps a table and gives the links to its files. */
    Element add(String name, Sheet sheet) {
        if (tables.put(name, sheet) != null) {
            throw new IllegalStateException("Two tables of the report want the files " + name + ".");
        }
        return Element.of("p")
                .with("class", "files")
                .add(Element.link(folder + "/" + name + ".csv", "CSV of " + name))
                .add(Node.text(" "), Element.link(folder + "/" + name + ".parquet", "Parquet of " + name));
    }

    /** The tables by name, which is that of their files without the ending. */
    Map<String, Sheet> tables() {
        return Collections.unmodifiableMap(tables);
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
