package dev.vitals.cli.night;

import dev.vitals.cli.meter.MeteredPart;
import java.util.Locale;
import java.util.stream.Collectors;

/** Nights as people read them. */
public final class NightTable {
    private static final String HEAD =
            "  part        wall s    CPU s   read MiB of disk written MiB   peak MiB    GC n     s  JIT s         rows    rows/s";

    private NightTable() {}

    static String name(NightWorld.Size size) {
        return "%s messages after %d days%s"
                .formatted(
                        size.messages() % 1_000_000 == 0
                                ? size.messages() / 1_000_000 + " M"
                                : String.format(Locale.ROOT, "%,d", size.messages()),
                        size.historyDays(),
                        size.isSkewed() ? ", 30% in one channel" : "");
    }

    /** A night, its parts and their sum. */
    static String of(NightRun run) {
        StringBuilder text = new StringBuilder(
                "\n%s, %s, round %d\n%s\n".formatted(name(run.size()), run.who(), run.round() + 1, HEAD));
        run.parts().forEach(part -> text.append(line(part)));
        text.append(line(sum(run)));
        if (run.landed() != null) {
            text.append("  landed: ")
                    .append(run.landed().entrySet().stream()
                            .map(table -> "%,d %s".formatted(table.getValue(), table.getKey()))
                            .collect(Collectors.joining(", ")))
                    .append("; %,d lines repeat others (sent twice, or copies in a shared chat)\n"
                            .formatted(run.duplicates()));
        }
        if (run.executors() != null) {
            text.append("  executors beside the driver:\n");
            run.executors()
                    .forEach(share -> text.append("  %-9s           %8.1f %,10d         %,11d %,10d\n"
                            .formatted(
                                    share.name(),
                                    share.cpuSeconds(),
                                    share.bytesRead() >> 20,
                                    share.bytesWritten() >> 20,
                                    share.peakMebibytes())));
        }
        return text.toString().stripTrailing();
    }

    private static MeteredPart sum(NightRun run) {
        return new MeteredPart(
                "night",
                0,
                run.wallSeconds(),
                run.cpuSeconds(),
                run.bytesRead(),
                run.bytesRead() == null ? null : total(run, Counter.FROM_DISK),
                run.bytesRead() == null ? null : total(run, Counter.WRITTEN),
                run.peakMebibytes(),
                run.parts().stream().mapToLong(MeteredPart::gcCount).sum(),
                run.parts().stream().mapToDouble(MeteredPart::gcSeconds).sum(),
                run.parts().stream().mapToDouble(MeteredPart::jitSeconds).sum(),
                null);
    }

    private enum Counter {
        FROM_DISK,
        WRITTEN
    }

    private static long total(NightRun run, Counter counter) {
        return run.parts().stream()
                .mapToLong(part -> counter == Counter.WRITTEN ? part.bytesWritten() : part.bytesFromDisk())
                .sum();
    }

    private static String line(MeteredPart part) {
        return "  %-9s %8.1f %8.1f %10s %7s %11s %10s %7d %5.1f %6.1f %12s %9s\n"
                .formatted(
                        part.name(),
                        part.wallSeconds(),
                        part.cpuSeconds(),
                        mebibytes(part.bytesRead()),
                        mebibytes(part.bytesFromDisk()),
                        mebibytes(part.bytesWritten()),
                        part.peakMebibytes() == null ? "" : String.format(Locale.ROOT, "%,d", part.peakMebibytes()),
                        part.gcCount(),
                        part.gcSeconds(),
                        part.jitSeconds(),
                        part.rows() == null ? "" : String.format(Locale.ROOT, "%,d", part.rows()),
                        part.rowsPerSecond() == null ? "" : String.format(Locale.ROOT, "%,.0f", part.rowsPerSecond()));
    }

    private static String mebibytes(Long bytes) {
        return bytes == null ? "not told" : String.format(Locale.ROOT, "%,d", bytes >> 20);
    }

    /** What became of a comparison. */
    static String of(NightFigures.Compared compared) {
        CellComparison cells = compared.cells();
        StringBuilder text = new StringBuilder("%s, %s: %,d numbers equal ours, %,d do not%s"
                .formatted(
                        name(compared.size()),
                        compared.who(),
                        cells.equal(),
                        cells.different(),
                        cells.beside() == 0
                                ? ""
                                : "; of the same KPIs and days we have %,d more, which it does not give"
                                        .formatted(cells.beside())));
        cells.first().forEach(difference -> text.append("\n  ").append(difference));
        return text.toString();
    }

    /** The end: how the nights compare. */
    public static String of(NightFigures figures) {
        StringBuilder text = new StringBuilder("\n");
        figures.ratios().forEach(ratio -> text.append("%-80s %8.2f\n".formatted(ratio.of(), ratio.ratio())));
        if (figures.compared().isEmpty()) {
            text.append("No numbers were compared, as our nights or all others were left out.");
        } else {
            text.append(
                    figures.isEqual()
                            ? "All numbers that can be compared are equal."
                            : "NOT EQUAL: numbers differ, or none could be compared.");
        }
        return text.toString();
    }
}
