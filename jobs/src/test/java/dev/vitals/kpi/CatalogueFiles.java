package dev.vitals.kpi;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.YamlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the definitions of the repository, and reads definitions that a test writes down. */
final class CatalogueFiles {
    /** A definition that holds no more than it must. */
    static final String SMALLEST = """
            id: appeal_rate
            version: 1
            title: Appeal rate
            question: What share was appealed?
            from: silver.enforcement_action
            anchor_date: action_date
            statistic: share
            numerator: appealed_at < follow_up_end
            unit: share
            good_when: neither
            mature_after_days: 28
            owner: trust-and-safety
            example:
              as_of: 2026-03-03
              given:
                - {action_date: 2026-03-02}
              then:
                - {date: 2026-03-02, value: 0}
            """;

    private CatalogueFiles() {}

    /** The root of the repository, from the module's folder in which Maven runs tests or from the root itself. */
    static Path root() {
        return Files.isDirectory(Path.of("schemas")) ? Path.of("") : Path.of("..");
    }

    static Path schemas() {
        return root().resolve("schemas");
    }

    static KpiCatalogue catalogue() {
        return KpiCatalogue.load(schemas());
    }

    static Contracts contracts() {
        return Contracts.load(schemas());
    }

    static String text(String file) {
        try {
            return Files.readString(root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " can't be read: " + e.getMessage(), e);
        }
    }

    /** The definition in a text, filed under the id of {@link #SMALLEST}. */
    static KpiDefinition read(String yaml) {
        return KpiReader.read(new YamlFile("schemas/kpis/appeal_rate.yaml", yaml));
    }

    /** {@link #SMALLEST} with some of its text replaced. */
    static KpiDefinition readWith(String part, String replacement) {
        if (!SMALLEST.contains(part)) {
            throw new IllegalArgumentException("the smallest definition has no '" + part + "'");
        }
        return read(SMALLEST.replace(part, replacement));
    }

    /** A definition whose statistic is the one in the text, such as {@code statistic: count}. */
    static KpiDefinition withStatistic(String statistic) {
        return readWith("statistic: share\nnumerator: appealed_at < follow_up_end\n", statistic.strip() + "\n");
    }
}
