package dev.vitals.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is worth when the command line does not say: the environment variable {@code VITALS_<OPTION>}, else the
 * line {@code option=value} of the settings file, else the built-in default.
 */
final class SettingsProvider implements IDefaultValueProvider {
    private final Map<String, String> environment;
    private final Properties file;

    private SettingsProvider(Map<String, String> environment, Properties file) {
        this.environment = environment;
        this.file = file;
    }

    /**
     * Settings for the options of a command and its verbs.
     *
     * @throws IllegalArgumentException when there is something wrong with the settings file
     */
    static SettingsProvider of(CommandLine commands, Map<String, String> environment, String... args) {
        Set<String> known = new TreeSet<>();
        commands.getSubcommands().values().stream()
                .flatMap(verb -> verb.getCommandSpec().options().stream())
                .filter(SettingsProvider::isSetting)
                .forEach(option -> known.add(name(option)));
        return new SettingsProvider(environment, SettingsFile.read(environment, args, known));
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        if (!(arg instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String name = name(option);
        String fromEnvironment =
                environment.get("VITALS_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return fromEnvironment != null ? fromEnvironment : file.getProperty(name);
    }

    /** Many set VITALS_VERSION for reasons of their own; and a file that names a file would be read too late. */
    private static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !name(option).equals("config");
    }

    private static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }
}
