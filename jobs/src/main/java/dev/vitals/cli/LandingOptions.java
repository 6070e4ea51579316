package dev.vitals.cli;

import dev.vitals.warehouse.LandingTables;
import dev.vitals.warehouse.Warehouse;
import dev.vitals.warehouse.landing.Landing;
import dev.vitals.warehouse.landing.LandingLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every verb that lands files. */
final class LandingOptions {
    @Option(
            names = "--landing",
            defaultValue = ".vitals/landing",
            paramLabel = "URI",
            description = "Folder with the source folders. Default: ${DEFAULT-VALUE}")
    private String landing;

    @Mixin
    private PseudonymKeyOption pseudonymKey;

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
        byte[] key = pseudonymKey.key();
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
}
