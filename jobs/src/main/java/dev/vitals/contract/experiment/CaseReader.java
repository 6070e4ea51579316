package dev.vitals.contract.experiment;

import dev.vitals.contract.YamlMap;
import dev.vitals.contract.experiment.Metric.Cases;
import dev.vitals.contract.experiment.Metric.Labels;
import dev.vitals.contract.experiment.Metric.Statistic;
import dev.vitals.contract.experiment.Metric.Times;
import dev.vitals.contract.experiment.Metric.Values;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.OptionalInt;

/** Reads the columns of metrics of which each row is a case. */
final class CaseReader {
    /** A year: longer delays say nothing of a test. */
    private static final int MOST_DAYS = 366;

    private CaseReader() {}

    static Cases read(YamlMap map, Statistic statistic, boolean hasSource) {
        return switch (statistic) {
            case QUANTILE -> new Values(map.string("value"), quantile(map));
            case TIME_TO_EVENT ->
                new Times(
                        // As summaries call them.
                        hasSource ? map.string("seconds") : "seconds",
                        hasSource ? map.string("ended") : "ended",
                        between(map, "horizon_hours", 1, 24 * MOST_DAYS));
            case DELAYED_SHARE -> labels(map);
            default -> throw new IllegalArgumentException(statistic + " is added up by unit");
        };
    }

    private static double quantile(YamlMap map) {
        double quantile = map.decimal("quantile").doubleValue();
        if (quantile <= 0 || quantile >= 1) {
            throw map.error("quantile", "must lie between 0 and 1, not be " + quantile + "; write 0.9 for p90.");
        }
        return quantile;
    }

    private static Labels labels(YamlMap map) {
        int within = between(map, "within_days", 1, MOST_DAYS);
        OptionalInt age =
                map.has("label_age") ? OptionalInt.of(between(map, "label_age", 0, within)) : OptionalInt.empty();
        return new Labels(map.string("day"), map.string("label_day"), within, age, day(map));
    }

    private static LocalDate day(YamlMap map) {
        String text = map.string("as_of");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw map.error(
                    "as_of", "is the last day whose labels are all known, such as 2026-01-31, not '" + text + "'.");
        }
    }

    static int between(YamlMap map, String key, int least, int most) {
        int value = map.integer(key);
        if (value < least || value > most) {
            throw map.error(key, "must be from " + least + " to " + most + ", not " + value + ".");
        }
        return value;
    }
}
