package dev.vitals.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
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
     * Settings for the options of the verbs.
     *
     * @param known options that there are; asked for only where a file sets some
     * @throws IllegalArgumentException when there is something wrong with the settings file
     */
    static SettingsProvider of(Supplier<Set<String>> known, Map<String, String> environment, String... args) {
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
    static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !name(option).equals("config");
    }

    static String name(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }
}
