package dev.vitals.cli;

import dev.vitals.contract.Nearest;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Unmatched;

/** The file with a line {@code option=value} a setting that {@code --config} names, or else {@code VITALS_CONFIG}. */
final class SettingsFile {
    /** The command line read for this one option, because the others take their defaults from the file. */
    @Command
    private static final class Pointer {
        @Option(names = "--config")
        private String file;

        @Unmatched
        private List<String> others = new ArrayList<>();
    }

    private SettingsFile() {}

    /**
     * Settings by option; none when no file is named.
     *
     * @param options that there are; asked for only where a file sets some
     * @throws IllegalArgumentException when the file can't be read or names an option that there is not
     */
    static Properties read(Map<String, String> environment, String[] args, Supplier<Set<String>> options) {
        String file = named(args);
        if (file == null) {
            file = environment.get("VITALS_CONFIG");
        }
        Properties settings = file == null ? new Properties() : load(file);
        if (settings.isEmpty()) {
            return settings;
        }
        Set<String> known = options.get();
        for (String name : settings.stringPropertyNames()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("The settings file %s sets '%s', but there is no option --%s.%s"
                        .formatted(file, name, name, Nearest.hint(name, known)));
            }
        }
        return settings;
    }

    private static String named(String[] args) {
        Pointer pointer = new Pointer();
        try {
            new CommandLine(pointer).parseArgs(args);
        } catch (ParameterException e) {
            // Whoever reads the whole command line says what is wrong with it.
            return null;
        }
        return pointer.file;
    }

    private static Properties load(String file) {
        Properties settings = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
            settings.load(in);
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof NoSuchFileException ? "there is no such file" : e.getMessage();
            throw new IllegalArgumentException(
                    "The settings file %s can't be read: %s. Correct --config or VITALS_CONFIG; the file holds a line option=value a setting, in UTF-8."
                            .formatted(file, why),
                    e);
        }
        return settings;
    }
}
