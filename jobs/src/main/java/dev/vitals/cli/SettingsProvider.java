package dev.vitals.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is worth when the command line does not say: the environment variable {@code VITALS_<OPTION>}, else the
 * line {@code option=value} of the file that {@code VITALS_CONFIG} names, else the built-in default.
 */
final class SettingsProvider implements IDefaultValueProvider {
    private final Map<String, String> environment;
    private final Properties file = new Properties();

    SettingsProvider(Map<String, String> environment) {
        this.environment = environment;
        String config = environment.get("VITALS_CONFIG");
        if (config != null) {
            try (Reader in = Files.newBufferedReader(Path.of(config), StandardCharsets.UTF_8)) {
                file.load(in);
            } catch (IOException e) {
                throw new IllegalArgumentException(
                        "The settings file %s can't be read: %s. Correct VITALS_CONFIG."
                                .formatted(config, e.getMessage()),
                        e);
            }
        }
    }

    @Override
    public String defaultValue(ArgSpec arg) {
        if (!arg.isOption()) {
            return null;
        }
        String name = ((OptionSpec) arg).longestName().replaceFirst("^-+", "");
        String fromEnvironment =
                environment.get("VITALS_" + name.toUpperCase(Locale.ROOT).replace('-', '_'));
        return fromEnvironment != null ? fromEnvironment : file.getProperty(name);
    }
}
