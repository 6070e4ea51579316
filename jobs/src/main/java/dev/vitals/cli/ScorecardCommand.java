package dev.vitals.cli;

import dev.vitals.warehouse.QueryResult;
import dev.vitals.warehouse.SqlQueries;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code scorecard}: what each moderator did in a week, how well, and what it asked of them. */
@Command(
        name = "scorecard",
        description =
                "Prints the week of each moderator, quality beside quantity, for who leads them: needs --role lead.",
        mixinStandardHelpOptions = true)
final class ScorecardCommand implements Callable<Integer> {
    private static final String WEEK_OF = """
            SELECT * EXCEPT (week_start_date, week_end_date) FROM gold.moderator_scorecard
            WHERE week_end_date = DATE'%s' ORDER BY moderator_team NULLS LAST, moderator_id""";

    @Spec
    private CommandSpec command;

    @Mixin
    private WarehouseOptions warehouse;

    @Mixin
    private RoleOption reader;

    @Option(names = "--week", required = true, paramLabel = "WEEK", description = "ISO week, e.g. 2026-W05")
    private String week;

    @Option(
            names = "--format",
            defaultValue = "table",
            description = "table, csv, json or markdown. Default: ${DEFAULT-VALUE}")
    private ResultFormat format;

    @Override
    public Integer call() {
        LocalDate sunday = sunday();
        QueryResult people = warehouse.withWritten(
                w -> new SqlQueries(w, reader.role()).run(WEEK_OF.formatted(sunday), Integer.MAX_VALUE));
        if (people.rows().isEmpty()) {
            throw new NothingToDoException(
                    "There is no scorecard of week %s (%s to %s): a week has one when it is over."
                            .formatted(week, sunday.minusDays(6), sunday));
        }
        System.out.print(format.render(people));
        return ExitCode.FINE;
    }

    private LocalDate sunday() {
        try {
            return LocalDate.parse(week + "-7", DateTimeFormatter.ISO_WEEK_DATE);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    command.commandLine(), "'%s' is no ISO week; write one like 2026-W05.".formatted(week));
        }
    }
}
