package dev.vitals.cli;

import dev.vitals.warehouse.TableStats;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tables}: what there is. */
@Command(
        name = "tables",
        description = "Lists the tables with rows, files, bytes and last change.",
        mixinStandardHelpOptions = true)
final class TablesCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private RoleOption reader;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        List<TableStats> tables = warehouse.withWritten(w -> TableStats.all(w, reader.role()));
        output.print(tables, TablesCommand::text);
        return ExitCode.FINE;
    }

    private static String text(List<TableStats> tables) {
        return tables.stream()
                .map(t -> t.exists()
                        ? "%-28s %,14d rows %,6d files %,10d KiB  version %d, %s"
                                .formatted(t.table(), t.rows(), t.files(), t.bytes() / 1024, t.version(), t.changedAt())
                        : "%-28s  not written yet".formatted(t.table()))
                .collect(Collectors.joining("\n"));
    }
}
