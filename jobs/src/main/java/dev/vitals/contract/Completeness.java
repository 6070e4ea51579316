package dev.vitals.contract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * When a night has too few events of a segment, a source and table, to be believed; see {@code
 * schemas/taxonomies/completeness.yaml}.
 *
 * @param leastEvents fewer events a day are too few to expect any
 * @param leastShare of the usual number, below which a segment is low; in (0, 1)
 * @param missing what becomes of a night without any event of a segment
 * @param low what becomes of one with few
 */
public record Completeness(long leastEvents, double leastShare, Severity missing, Severity low) {
    /** The file on the class path. */
    public static Completeness load() {
        return read(SchemaFiles.taxonomy("completeness.yaml"));
    }

    /** @throws DefinitionException when a bound is none */
    static Completeness read(YamlFile file) {
        YamlMap map = file.root();
        int events = map.integer("least_events");
        double share =
                map.optionalDecimal("least_share").map(BigDecimal::doubleValue).orElse(0.0);
        if (events < 1) {
            throw map.error("least_events", "is " + events + "; it must be at least 1.");
        }
        if (!(share > 0 && share < 1)) {
            throw map.error("least_share", "is " + share + "; write a share between 0 and 1, such as 0.5.");
        }
        Completeness read = new Completeness(events, share, severity(map, "missing"), severity(map, "low"));
        map.rejectUnknownKeys();
        return read;
    }

    private static Severity severity(YamlMap map, String key) {
        return map.optionalOneOf(key, Severity.class)
                .orElseThrow(() -> map.error(key, "is missing; write warn or fail."));
    }

    /**
     * The check of a segment on a day.
     *
     * @param usual events that were to be expected, the median of days like this
     * @param events events that came
     * @return empty where nothing is to be said of so few
     */
    public Optional<CheckContract> check(String source, OptionalDouble usual, long events) {
        if (usual.isEmpty() || usual.getAsDouble() < leastEvents) {
            return Optional.empty();
        }
        long least = (long) Math.ceil(leastShare * usual.getAsDouble());
        return Optional.of(new CheckContract(
                "events_of_" + source.replace('-', '_') + "_as_usual",
                events == 0 ? missing : low,
                new Rule.RowCountAtLeast(least)));
    }
}
