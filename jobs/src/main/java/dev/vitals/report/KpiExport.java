package dev.vitals.report;

import dev.vitals.kpi.KpiSlice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Numbers of gold as files that may be handed on: for each KPI a Parquet, a CSV and a JSON file with its days, weeks and
 * months in all slices.
 *
 * <p>What may not be published keeps its row, without numbers, as {@code too_few}. The trailing 28 days are left out: one
 * such stretch less the next would tell single days.
 */
public final class KpiExport {
    private static final Comparator<Cell> ORDER = Comparator.comparing((Cell cell) -> period(cell))
            .thenComparing(Cell::start)
            .thenComparing(cell -> KpiSlice.key(cell.slice()))
            .thenComparing(Cell::estimate);

    private final Path folder;
    private final Gate gate;

    /**
     * An export.
     *
     * @param folder where the files go
     * @param gate what decides which numbers stay hidden
     */
    public KpiExport(Path folder, Gate gate) {
        this.folder = folder;
        this.gate = gate;
    }

    /**
     * What was written of a KPI.
     *
     * @param kpi its id
     * @param rows numbers, an estimate each
     * @param hidden of them, those without their value to protect few people
     * @param files names of its files in the folder
     */
    public record Written(String kpi, int rows, int hidden, List<String> files) {}

    /**
     * Writes the files of a KPI, in place of older ones.
     *
     * @param cells its days, weeks and months, every slice and estimate
     * @throws IOException when a file can't be written
     */
    public Written write(KpiView kpi, List<Cell> cells) throws IOException {
        gate.decide(kpi, cells);
        Sheet sheet = sheet();
        int withoutValue = 0;
        for (Cell cell : cells.stream().sorted(ORDER).toList()) {
            boolean isHidden = gate.hides(cell);
            Figure figure = isHidden ? Figure.tooFew(kpi, cell.estimate()) : Figure.of(kpi, cell);
            add(sheet, cell, figure);
            withoutValue += isHidden ? 1 : 0;
        }
        Files.createDirectories(folder);
        List<String> files = List.of(kpi.id() + ".parquet", kpi.id() + ".csv", kpi.id() + ".json");
        WholeFiles.replace(folder.resolve(files.get(0)), file -> ParquetFile.write(sheet, file));
        WholeFiles.replace(folder.resolve(files.get(1)), Csv.of(sheet));
        WholeFiles.replace(folder.resolve(files.get(2)), JsonRows.of(sheet));
        return new Written(kpi.id(), sheet.rows().size(), withoutValue, files);
    }

    private static Sheet sheet() {
        return new Sheet()
                .texts("kpi")
                .wholes("kpi_version")
                .texts("period")
                .days("start_date", "end_date")
                .wholes("days")
                .texts("slice_key", "estimate", "state")
                .reals("value", "ci_low", "ci_high")
                .texts("ci_method")
                .reals("numerator", "denominator")
                .wholes("n", "n_censored")
                .texts("unit")
                .flags("is_mature")
                .days("as_of_date");
    }

    private static void add(Sheet sheet, Cell cell, Figure figure) {
        boolean isShown = figure.hasCell();
        sheet.row(
                cell.kpi(),
                cell.kpiVersion(),
                period(cell).name().toLowerCase(Locale.ROOT),
                cell.start(),
                cell.end(),
                cell.days(),
                KpiSlice.key(cell.slice()),
                cell.estimate(),
                figure.state().name().toLowerCase(Locale.ROOT),
                isShown ? cell.value() : null,
                isShown ? cell.ciLow() : null,
                isShown ? cell.ciHigh() : null,
                isShown ? cell.ciMethod() : null,
                isShown ? cell.numerator() : null,
                isShown ? cell.denominator() : null,
                isShown ? cell.n() : null,
                isShown ? cell.nCensored() : null,
                figure.unit(),
                cell.isMature(),
                cell.asOf());
    }

    private static Period.Kind period(Cell cell) {
        return Period.of(cell.start(), cell.end()).kind();
    }
}
