package dev.vitals.kpi;

import dev.vitals.contract.YamlMap;
import dev.vitals.stats.TimeHistogram;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the statistic of a KPI and its expressions from the top of a definition file. */
final class StatisticReader {
    private static final String EVERY_ROW = "TRUE";
    private static final List<String> WORDS = List.of(
            "count",
            "share",
            "rate",
            "mean",
            "ratio",
            "weighted_share",
            "time_to_event",
            "quantile",
            "distinct",
            "concentration",
            "agreement");

    private final YamlMap map;

    private StatisticReader(YamlMap map) {
        this.map = map;
    }

    static Statistic read(YamlMap map) {
        return new StatisticReader(map).statistic();
    }

    private Statistic statistic() {
        String word = map.string("statistic");
        String where = map.optionalString("where").orElse(EVERY_ROW);
        return switch (word) {
            case "count" -> new Moments.Count(map.optionalString("events").orElse("1"), where);
            case "share" -> new Moments.Share(map.string("numerator"), where);
            case "rate" -> new Moments.Rate(map.string("events"), map.string("exposure"), factor("per"), where);
            case "mean" -> mean(where);
            case "ratio" -> new Moments.Ratio(map.string("numerator"), map.string("denominator"), factor("per"), where);
            case "weighted_share" ->
                new Moments.WeightedShare(
                        map.string("numerator"), map.string("weight"), where, map.optionalString("sampled"));
            case "time_to_event" -> timeToEvent(where);
            case "quantile" -> new Quantile(map.string("seconds"), where, quantiles(1));
            case "distinct" -> distinct(where);
            case "concentration" -> new Concentration(map.string("person"), map.string("amount"), where);
            case "agreement" -> new Agreement(map.string("labels"), where);
            default ->
                throw map.error("statistic", "must be one of " + String.join(", ", WORDS) + ", not '" + word + "'.");
        };
    }

    private Statistic mean(String where) {
        Optional<String> value = map.optionalString("value");
        Optional<String> count = map.optionalString("count");
        if (value.isPresent() == count.isPresent()) {
            throw map.error("statistic", "mean needs either value, or count with sum and squares.");
        }
        return value.isPresent()
                ? new Moments.Mean(value.get(), factor("scale"), where)
                : new Moments.MeanOfSums(count.get(), map.string("sum"), map.string("squares"), factor("scale"), where);
    }

    private Statistic distinct(String where) {
        Optional<String> key = map.optionalString("key");
        Optional<String> sketch = map.optionalString("sketch");
        if (key.isPresent() == sketch.isPresent()) {
            throw map.error("statistic", "distinct needs either key or sketch.");
        }
        return key.isPresent() ? new Distinct.Keys(key.get(), where) : new Distinct.Sketches(sketch.get(), where);
    }

    private TimeToEvent timeToEvent(String where) {
        Optional<String> endKind = map.optionalString("end_kind");
        List<String> events = map.strings("events");
        List<String> competing = map.strings("competing");
        if (endKind.isPresent() == events.isEmpty()) {
            throw map.error("end_kind", "and events belong together: give both or neither.");
        }
        if (endKind.isEmpty() && !competing.isEmpty()) {
            throw map.error("competing", "needs end_kind, the expression that says what happened.");
        }
        if (competing.size() > TimeHistogram.MAX_CAUSE) {
            throw map.error("competing", "can hold at most " + TimeHistogram.MAX_CAUSE + " kinds.");
        }
        if (competing.stream().anyMatch(events::contains)) {
            throw map.error("competing", "and events share a kind; a kind either counts or competes.");
        }
        int hours = map.integer("restricted_mean_hours");
        if (hours <= 0) {
            throw map.error("restricted_mean_hours", "must be more than 0, such as 72.");
        }
        return new TimeToEvent(
                map.string("start"), map.string("end"), endKind, events, competing, where, quantiles(0), hours);
    }

    /** Shares above 0 and below 1, or up to 1 where {@code highest} is 1, in ascending order. */
    private List<Double> quantiles(int highest) {
        if (!(map.value("quantiles") instanceof List<?> items) || items.isEmpty()) {
            throw map.error("quantiles", "must be a list of shares, such as [0.5, 0.9].");
        }
        List<Double> quantiles = new ArrayList<>();
        for (Object item : items) {
            double quantile = item instanceof Number number ? number.doubleValue() : Double.NaN;
            double previous = quantiles.isEmpty() ? 0 : quantiles.get(quantiles.size() - 1);
            if (!(quantile > previous && (quantile < 1 || quantile == highest))) {
                throw map.error(
                        "quantiles",
                        "must ascend, above 0 and " + (highest == 1 ? "up to" : "below") + " 1; '" + item
                                + "' does not fit.");
            }
            quantiles.add(quantile);
        }
        return quantiles;
    }

    private BigDecimal factor(String key) {
        BigDecimal factor = map.optionalDecimal(key).orElse(BigDecimal.ONE);
        if (factor.signum() <= 0) {
            throw map.error(key, "must be more than 0, not " + factor.toPlainString() + ".");
        }
        return factor.stripTrailingZeros();
    }
}
