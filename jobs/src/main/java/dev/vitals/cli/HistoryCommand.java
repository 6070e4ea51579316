package dev.vitals.cli;

import dev.vitals.contract.TableContract;
import dev.vitals.warehouse.TableCommit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code history}: what was written to a table, and when. */
@Command(
        name = "history",
        description =
                "Lists the commits of a table, newest first: version, time, operation, rows written. A query reads an earlier version with: select * from TABLE version as of N.",
        mixinStandardHelpOptions = true)
final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private OutputOptions output;

    @Mixin
    private TableArgument table;

    @Override
    public Integer call() {
        TableContract contract = table.contract();
        List<TableCommit> commits = warehouse.withWritten(w -> TableCommit.all(w, contract.table()));
        if (commits.isEmpty()) {
            throw new NothingToDoException("%s has not been written yet. ./vitals tables shows which tables have."
                    .formatted(contract.table()));
        }
        output.print(commits, HistoryCommand::text);
        return ExitCode.FINE;
    }

    private static String text(List<TableCommit> commits) {
        return commits.stream()
                .map(c -> "version %,6d  %-24s  %-28s %s"
                        .formatted(
                                c.version(),
                                c.at(),
                                c.operation(),
                                c.rowsWritten() == null ? "" : "%,14d rows".formatted(c.rowsWritten())))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
