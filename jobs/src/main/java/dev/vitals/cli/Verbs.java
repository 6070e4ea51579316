package dev.vitals.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;

/** The launcher's verbs. Reading the options of one takes longer than most of a start, so only those are read that may be meant. */
final class Verbs {
    private static final List<Class<?>> ALL = List.of(
            DemoCommand.class,
            GenerateCommand.class,
            RunCommand.class,
            BackfillCommand.class,
            LandCommand.class,
            RefineCommand.class,
            MeasureCommand.class,
            AlertsCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            SiteCommand.class,
            DsaCommand.class,
            QueryCommand.class,
            ScorecardCommand.class,
            TablesCommand.class,
            DescribeCommand.class,
            HistoryCommand.class,
            RollbackCommand.class,
            EraseCommand.class,
            RetainCommand.class,
            HoldsCommand.class,
            RotateKeyCommand.class,
            ScoreCommand.class,
            AuditCommand.class,
            ExperimentCommand.class,
            PlanCommand.class,
            DocsCommand.class,
            LockCommand.class,
            DoctorCommand.class,
            VerifyCommand.class,
            OptimizeCommand.class,
            BenchCommand.class,
            TestCommand.class);

    private Verbs() {}

    /** What every verb is called, in the order of the help. */
    static List<String> names() {
        return ALL.stream().map(verb -> says(verb).name()).toList();
    }

    /**
     * Adds the verbs to the launcher's own options.
     *
     * @param words of the command line; a verb that is none of them has its name and its description, and nothing else
     */
    static void addTo(CommandLine launcher, IFactory factory, String... words) {
        Set<String> meant = new TreeSet<>(Arrays.asList(words));
        // A word that starts with this names a file with further words.
        boolean canMeanAny = meant.stream().anyMatch(word -> word.startsWith("@"));
        for (Class<?> verb : ALL) {
            Command says = says(verb);
            launcher.addSubcommand(
                    says.name(),
                    canMeanAny || meant.contains(says.name())
                            ? new CommandLine(verb, factory)
                            : new CommandLine(inOutline(says), factory));
        }
    }

    /** Names of all options of all verbs that can be set in a file or in the environment. */
    static Set<String> settings(IFactory factory) {
        CommandLine launcher = new CommandLine(new Main(), factory);
        addTo(launcher, factory, names().toArray(String[]::new));
        Set<String> known = new TreeSet<>();
        launcher.getSubcommands().values().stream()
                .flatMap(verb -> verb.getCommandSpec().options().stream())
                .filter(SettingsProvider::isSetting)
                .forEach(option -> known.add(SettingsProvider.name(option)));
        return known;
    }

    private static Command says(Class<?> verb) {
        return verb.getAnnotation(Command.class);
    }

    private static CommandSpec inOutline(Command says) {
        CommandSpec outline = CommandSpec.create().name(says.name());
        outline.usageMessage().description(says.description());
        return outline;
    }
}
