package dev.vitals.cli;

import dev.vitals.contract.TableContract;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code describe}: what a table promises. */
@Command(
        name = "describe",
        description = "Shows the contract of a table: grain, columns, checks.",
        mixinStandardHelpOptions = true)
final class DescribeCommand implements Callable<Integer> {
    @Mixin
    private OutputOptions output;

    @Mixin
    private TableArgument table;

    @Override
    public Integer call() {
        output.print(table.contract(), DescribeCommand::text);
        return ExitCode.FINE;
    }

    private static String text(TableContract contract) {
        String columns = contract.columns().stream()
                .map(c -> "  %-24s %-22s %-8s %s"
                        .formatted(c.name(), c.type(), c.nullable() ? "" : "required", c.description()))
                .collect(Collectors.joining("\n"));
        String checks = contract.checks().stream()
                .map(c -> "  %-32s %s: %s"
                        .formatted(
                                c.name(),
                                c.severity().name().toLowerCase(Locale.ROOT),
                                c.rule().inWords()))
                .collect(Collectors.joining("\n"));
        return """
                %s, version %d, owned by %s
                %s
                One row: %s. Partitioned by %s; kept %d days.%s

                Columns
                %s

                Checks
                %s""".formatted(
                        contract.table(),
                        contract.version(),
                        contract.owner(),
                        contract.description(),
                        contract.grain(),
                        contract.partitionBy(),
                        contract.retentionDays(),
                        contract.access()
                                .map(access -> "\nFor %s alone; in no report, site or export.".formatted(access))
                                .orElse(""),
                        columns,
                        checks);
    }
}
