package dev.vitals.cli;

import dev.vitals.contract.DefinitionException;
import dev.vitals.warehouse.CheckFailedException;
import dev.vitals.warehouse.WarehouseException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;

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
            "3:a data check failed or a file was refused; what was visible before is still visible; or verify found a difference",
            "4:nothing to do"
        })
public final class Main {
    /** How the operating system says so. */
    private static final String DISK_FULL = "No space left on device";

    @Option(
            names = "--config",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "File with a line option=value a setting; the command line and VITALS_<OPTION> go before. Default: what VITALS_CONFIG names")
    private Path config;

    @Option(
            names = "--idle-is-fine",
            scope = ScopeType.INHERIT,
            description =
                    "End with exit code 0 when there is nothing to do, for schedulers that take any other for a failure")
    private boolean isIdleFine;

    /** Runs one verb and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(System.getenv(), CommandLine.defaultFactory(), args));
    }

    /**
     * Runs one verb and returns its exit code.
     *
     * @param environment settings
     * @param factory makes the verbs and their options
     */
    static int run(Map<String, String> environment, IFactory factory, String... args) {
        Main main = new Main();
        CommandLine commandLine = new CommandLine(main, factory);
        Verbs.addTo(commandLine, factory, args);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.registerConverter(LocalDate.class, Main::day);
        commandLine.setExecutionExceptionHandler((e, command, parsed) -> failure(e, command));
        try {
            commandLine.setDefaultValueProvider(SettingsProvider.of(() -> Verbs.settings(factory), environment, args));
        } catch (IllegalArgumentException e) {
            commandLine.getErr().println("vitals: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (args.length == 0) {
            commandLine.usage(System.out);
            return ExitCode.USAGE;
        }
        int exitCode = commandLine.execute(args);
        return exitCode == ExitCode.NOTHING_TO_DO && main.isIdleFine ? ExitCode.FINE : exitCode;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new TypeConversionException("'%s' is no day; write one like 2026-01-05.".formatted(text));
        }
    }

    /**
     * A full disk is told by whatever was being written, in as many ways as there are writers.
     *
     * @return whether it is the reason, or the reason of the reason
     */
    private static boolean isDiskFull(Throwable e) {
        for (Throwable reason = e; reason != null; reason = reason.getCause()) {
            if (String.valueOf(reason.getMessage()).contains(DISK_FULL)) {
                return true;
            }
        }
        return false;
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
        if (e instanceof NothingToDoException) {
            return ExitCode.NOTHING_TO_DO;
        }
        return e instanceof CheckFailedException ? ExitCode.DATA_CHECK_FAILED : ExitCode.FAILED;
    }

    private static boolean isExpected(Exception e) {
        return isDiskFull(e)
                || e instanceof WarehouseException
                || e instanceof DefinitionException
                || e instanceof InputException
                || e instanceof ParameterException
                || e instanceof NothingToDoException;
    }

    private static String sentence(Exception e) {
        if (isDiskFull(e)) {
            return "%s: the disk of the warehouse, or that of temporary files (%s), is full. Free some space and run the same again, which makes good what is half written; readers see what they saw before."
                    .formatted(DISK_FULL, System.getProperty("java.io.tmpdir"));
        }
        return isExpected(e) || e.getMessage() == null ? String.valueOf(e.getMessage()) : firstLines(e);
    }

    private static String firstLines(Exception e) {
        String text = e.getClass().getSimpleName() + ": " + e.getMessage();
        return text.length() > 2_000 ? text.substring(0, 2_000) + " ..." : text;
    }
}
