package dev.vitals.cli;

import dev.vitals.contract.DefinitionException;
import dev.vitals.warehouse.CheckFailedException;
import dev.vitals.warehouse.WarehouseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The launcher's verbs: words on a command line become calls. */
@Command(
        name = "vitals",
        description = "A batch warehouse for community health on a live-streaming chat platform.",
        mixinStandardHelpOptions = true,
        version = "vitals 0.1.0",
        synopsisSubcommandLabel = "VERB",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:fine",
            "1:failed; the message says what, why and what to do",
            "2:the words on the command line are wrong",
            "3:a data check failed or a file was refused; what was visible before is still visible",
            "4:nothing to do"
        },
        subcommands = {
            DemoCommand.class,
            GenerateCommand.class,
            RunCommand.class,
            BackfillCommand.class,
            LandCommand.class,
            ReportCommand.class,
            QueryCommand.class,
            TablesCommand.class,
            DescribeCommand.class,
            ScoreCommand.class,
            PlanCommand.class,
            DocsCommand.class,
            LockCommand.class,
            DoctorCommand.class,
            BenchCommand.class
        })
public final class Main {
    /** Runs one verb and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one verb and returns its exit code. */
    static int run(String... args) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine.setDefaultValueProvider(new SettingsProvider(System.getenv()));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
        if (args.length == 0) {
            commandLine.usage(System.out);
            return ExitCode.USAGE;
        }
        return commandLine.execute(args);
    }

    private static int failure(Exception e, CommandLine command) {
        command.getErr().println("vitals: " + sentence(e));
        if (System.getenv("VITALS_TRACE") != null) {
            e.printStackTrace(command.getErr());
        } else if (!isExpected(e)) {
            command.getErr().println("Set VITALS_TRACE=1 and run again to see where it happened.");
        }
        if (e instanceof ParameterException) {
            return ExitCode.USAGE;
        }
        return e instanceof CheckFailedException ? ExitCode.DATA_CHECK_FAILED : ExitCode.FAILED;
    }

    private static boolean isExpected(Exception e) {
        return e instanceof WarehouseException || e instanceof DefinitionException || e instanceof ParameterException;
    }

    private static String sentence(Exception e) {
        return isExpected(e) || e.getMessage() == null ? String.valueOf(e.getMessage()) : firstLines(e);
    }

    private static String firstLines(Exception e) {
        String text = e.getClass().getSimpleName() + ": " + e.getMessage();
        return text.length() > 2_000 ? text.substring(0, 2_000) + " ..." : text;
    }
}
