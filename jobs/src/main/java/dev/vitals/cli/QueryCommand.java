package dev.vitals.cli;

import dev.vitals.warehouse.QueryResult;
import dev.vitals.warehouse.SqlQueries;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code query}: a quick look with SQL. */
@Command(
        name = "query",
        description = "Runs one read-only SQL statement over the tables, e.g. \"select * from gold.kpi_daily\".",
        mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private RoleOption reader;

    @Parameters(arity = "1", paramLabel = "SQL", description = "One SELECT (or WITH, SHOW, DESCRIBE, EXPLAIN)")
    private String sql;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv, json or markdown. Default: ${DEFAULT-VALUE}")
    private ResultFormat format;

    @Option(names = "--json", description = "The same as --format json")
    private boolean json;

    @Option(names = "--limit", defaultValue = "10000", description = "Most rows to print. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 0) {
            throw new ParameterException(
                    command.commandLine(), "--limit is %d, but rows are counted from 0 on.".formatted(limit));
        }
        QueryResult result = warehouse.withWritten(w -> new SqlQueries(w, reader.role(), asOf.past(w)).run(sql, limit));
        System.out.print((json ? ResultFormat.JSON : format).render(result));
        if (result.isCut()) {
            System.err.printf("Only the first %,d rows are shown; raise --limit to see more.%n", limit);
        }
        return ExitCode.FINE;
    }
}
