package dev.vitals.cli;

import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every verb that lands files. */
final class LandingOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--landing",
            defaultValue = ".vitals/landing",
            paramLabel = "URI",
            description = "Folder with the source folders. Default: ${DEFAULT-VALUE}")
    private String landing;

    @Option(
            names = "--pseudonym-key-file",
            paramLabel = "FILE",
            description =
                    "File with the secret that turns ids of people into pseudonyms; without it the environment variable VITALS_PSEUDONYM_KEY is the secret")
    private Path keyFile;

    @Option(
            names = "--quarantine-warn-share",
            defaultValue = "0.01",
            paramLabel = "SHARE",
            description = "Share of unreadable lines above which a file is named. Default: ${DEFAULT-VALUE}")
    private double warnShare;

    @Option(
            names = "--quarantine-refuse-share",
            defaultValue = "0.20",
            paramLabel = "SHARE",
            description = "Share of unreadable lines above which nothing of a file lands. Default: ${DEFAULT-VALUE}")
    private double refuseShare;

    String uri() {
        return landing.contains("://")
                ? landing
                : Path.of(landing).toAbsolutePath().toString();
    }

    /** Makes the landing pass of a warehouse. */
    @FunctionalInterface
    interface Opener {
        Landing open(Warehouse warehouse);
    }

    /** Looks at the key at once: whoever forgot it should not wait for Spark to hear so. */
    Opener opener() {
        byte[] key = key();
        return warehouse -> landing(warehouse, new LandingLimits(warnShare, refuseShare), key);
    }

    /** With the default limits. */
    static Landing standard(Warehouse warehouse, byte[] key) {
        return landing(warehouse, LandingLimits.DEFAULT, key);
    }

    private static Landing landing(Warehouse warehouse, LandingLimits limits, byte[] key) {
        return new Landing(new LandingTables(warehouse), limits, key, scorerSettings(), Clock.systemUTC());
    }

    /** The settings that choose a scorer travel to the tasks; nothing else of the environment does. */
    private static Map<String, String> scorerSettings() {
        Map<String, String> settings = new HashMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.equals("VITALS_SCORER") || name.equals("VITALS_EXTRA_LEXICON")) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    private byte[] key() {
        if (keyFile != null) {
            try {
                return Files.readString(keyFile).trim().getBytes(StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new ParameterException(
                        command.commandLine(),
                        "The pseudonym key file %s can't be read (%s). Correct --pseudonym-key-file."
                                .formatted(keyFile, e),
                        e);
            }
        }
        String key = System.getenv("VITALS_PSEUDONYM_KEY");
        if (key == null || key.isBlank()) {
            throw new ParameterException(
                    command.commandLine(),
                    "No pseudonym key. Landing turns ids of people into pseudonyms with a secret that is never stored in the warehouse: set VITALS_PSEUDONYM_KEY, or name a file with --pseudonym-key-file (make one with: openssl rand -hex 32 > key).");
        }
        return key.trim().getBytes(StandardCharsets.UTF_8);
    }
}
