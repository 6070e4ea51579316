package dev.vitals.report;

import dev.vitals.kpi.KpiSlice;
import java.util.Comparator;
import java.util.List;

/** The biggest of the published numbers that moved, without those that rest on too few people before or after. */
final class Moves {
    private final Figures figures;

    Moves(Figures figures) {
        this.figures = figures;
    }

    /** A number that moved, with its definition and how far it went relative to where it was. */
    record Move(KpiView kpi, DataQuality.Restatement row, double size) {}

    /** Final numbers first, then by size relative to the old value. */
    List<Move> biggest(int most) {
        return figures.input().quality().restatements().stream()
                .filter(row -> figures.knows(row.kpi()) && row.oldValue() != null && row.newValue() != null)
                .map(row -> new Move(figures.kpi(row.kpi()), row, size(row)))
                .filter(move -> figures.input().gate().shows(move.kpi(), move.row()))
                .sorted(Comparator.comparing((Move move) -> !move.row().wasMature())
                        .thenComparing(Comparator.comparing(Move::size).reversed())
                        .thenComparing(move -> move.row().kpi())
                        .thenComparing(move -> move.row().date()))
                .limit(most)
                .toList();
    }

    private static double size(DataQuality.Restatement row) {
        double scale = Math.max(Math.abs(row.oldValue()), 1e-12);
        return Math.abs(row.newValue() - row.oldValue()) / scale;
    }

    /**
     * Whether the number that was may be told beside the one that is: only of all slices together. In a single slice one
     * late report may be all that moved it, and the difference would tell how that report was handled.
     */
    static boolean tellsOld(DataQuality.Restatement row) {
        return row.sliceKey().equals(KpiSlice.ALL);
    }

    /** The number that was, in words. */
    static String old(DataQuality.Restatement row, String unit) {
        return tellsOld(row) ? value(row.oldValue(), unit) : "not shown";
    }

    /** How far it went, in words; nothing where either number is not told. */
    static String change(DataQuality.Restatement row, String unit) {
        return tellsOld(row) && row.oldValue() != null && row.newValue() != null
                ? Format.change(row.oldValue(), row.newValue(), unit)
                : "";
    }

    static String value(Double value, String unit) {
        return value == null ? "none" : Format.value(value, unit);
    }

    /** The slice in words. */
    static String slice(DataQuality.Restatement row) {
        return row.sliceKey().equals(KpiSlice.ALL)
                ? "all"
                : Plain.visible(row.sliceKey().replace("|", ", "));
    }

    static Sheet sheet(List<Move> moves) {
        Sheet sheet = new Sheet()
                .texts("kpi", "slice_key", "estimate")
                .days("date", "as_of_date")
                .reals("old_value", "new_value")
                .wholes("old_n", "new_n")
                .flags("was_mature")
                .texts("reason");
        for (Move move : moves) {
            DataQuality.Restatement row = move.row();
            sheet.row(
                    row.kpi(),
                    row.sliceKey(),
                    row.estimate(),
                    row.date(),
                    row.asOf(),
                    tellsOld(row) ? row.oldValue() : null,
                    row.newValue(),
                    tellsOld(row) ? row.oldN() : null,
                    row.newN(),
                    row.wasMature(),
                    row.reason());
        }
        return sheet;
    }
}
