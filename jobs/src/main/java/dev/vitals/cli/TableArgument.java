package dev.vitals.cli;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.Nearest;
import dev.vitals.contract.TableContract;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The table that a verb is about. */
final class TableArgument {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(arity = "1", paramLabel = "TABLE", description = "Layer and name, e.g. gold.kpi_daily")
    private String table;

    /**
     * What the table promises.
     *
     * @throws ParameterException when there is no such table
     */
    TableContract contract() {
        Contracts contracts = Contracts.load();
        return contracts
                .find(table)
                .orElseThrow(() -> new ParameterException(
                        command.commandLine(),
                        "There is no table %s.%s"
                                .formatted(
                                        table,
                                        Nearest.hint(
                                                table,
                                                contracts.all().stream()
                                                        .map(TableContract::table)
                                                        .toList()))));
    }
}
