package dev.vitals.kpi;

import dev.vitals.contract.YamlFile;
import dev.vitals.contract.YamlMap;
import dev.vitals.kpi.KpiDefinition.GoodWhen;
import dev.vitals.kpi.KpiDefinition.PeriodMerge;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a definition file strictly: an unknown key, a wrong type or a contradiction is an error with its line. */
final class KpiReader {
    private KpiReader() {}

    static KpiDefinition read(YamlFile file) {
        YamlMap map = file.root();
        String id = map.string("id");
        if (!id.matches("[a-z][a-z0-9_]*") || !file.name().endsWith("/" + id + ".yaml")) {
            throw map.error(
                    "id",
                    "must be the name of the file without .yaml, in lower case with underscores; it is '" + id + "' in "
                            + file.name() + ".");
        }
        List<String> sliceBy = map.strings("slice_by");
        KpiDefinition kpi = new KpiDefinition(
                id,
                atLeast(map, "version", 1, map.integer("version")),
                map.string("title"),
                map.string("question"),
                map.string("from"),
                map.string("anchor_date"),
                atLeast(
                        map,
                        "anchor_lag_days",
                        0,
                        map.optionalInteger("anchor_lag_days").orElse(0)),
                StatisticReader.read(map),
                map.string("unit"),
                map.oneOf("good_when", GoodWhen.class),
                sliceBy,
                pairs(map, sliceBy),
                atLeast(
                        map,
                        "min_denominator",
                        1,
                        map.optionalInteger("min_denominator").orElse(KpiDefinition.USUAL_MIN_DENOMINATOR)),
                people(map),
                clusters(map),
                atLeast(map, "mature_after_days", 0, map.integer("mature_after_days")),
                map.optionalOneOf("period_merge", PeriodMerge.class).orElse(PeriodMerge.SUM),
                targets(map),
                map.string("owner"),
                map.strings("caveats"),
                example(map));
        map.rejectUnknownKeys();
        if (kpi.clusters().isPresent() && kpi.statistic().clusterLanes() == 0) {
            throw map.error("cluster", "is of no use: a " + kpi.statistic().word() + " has no interval by clusters.");
        }
        for (String estimate : kpi.targets().keySet()) {
            if (!kpi.estimates().contains(estimate)) {
                throw map.error(
                        "target",
                        "names no estimate of this KPI: '" + estimate + "'; there are "
                                + String.join(", ", kpi.estimates()) + ".");
            }
        }
        return kpi;
    }

    private static Optional<People> people(YamlMap map) {
        Optional<String> who = map.optionalString("people");
        Optional<String> sketch = map.optionalString("people_sketch");
        if (who.isPresent() && sketch.isPresent()) {
            throw map.error("people", "and people_sketch say the same thing in two ways; leave one of them out.");
        }
        return who.map(sql -> new People(sql, false)).or(() -> sketch.map(sql -> new People(sql, true)));
    }

    private static Optional<Clusters> clusters(YamlMap map) {
        Optional<String> key = map.optionalString("cluster");
        Optional<String> stratum = map.optionalString("stratum");
        if (stratum.isPresent() && (key.isEmpty() || !map.string("statistic").equals("weighted_share"))) {
            throw map.error("stratum", "needs cluster, and a weighted_share: other numbers are of no sample.");
        }
        if (stratum.isEmpty() && key.isPresent() && map.string("statistic").equals("weighted_share")) {
            throw map.error("cluster", "needs stratum as well: a sample is drawn from strata, of which one is enough.");
        }
        Optional<String> areCut = map.optionalString("strata_are_cut");
        if (areCut.isPresent() && stratum.isEmpty()) {
            throw map.error("strata_are_cut", "needs stratum: it says of which the size is not known.");
        }
        Optional<String> labelAt = map.optionalString("label_at");
        if (labelAt.isPresent() && (key.isEmpty() || !map.string("statistic").equals("share"))) {
            throw map.error("label_at", "needs cluster, and a share: it says when a row became positive.");
        }
        return key.map(sql -> new Clusters(sql, stratum, areCut, labelAt));
    }

    private static int atLeast(YamlMap map, String key, int least, int value) {
        if (value < least) {
            throw map.error(key, "must be " + least + " or more, not " + value + ".");
        }
        return value;
    }

    private static List<List<String>> pairs(YamlMap map, List<String> sliceBy) {
        Object value = map.value("slice_pairs");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> items)) {
            throw map.error("slice_pairs", "must be a list of pairs, such as [[category, language]].");
        }
        List<List<String>> pairs = new ArrayList<>();
        for (Object item : items) {
            SortedSet<String> pair = new TreeSet<>();
            if (item instanceof List<?> dimensions) {
                dimensions.forEach(dimension -> pair.add(String.valueOf(dimension)));
            }
            if (pair.size() != 2 || !sliceBy.containsAll(pair)) {
                throw map.error(
                        "slice_pairs", "must hold pairs of two different columns of slice_by, not " + item + ".");
            }
            pairs.add(List.copyOf(pair));
        }
        return List.copyOf(pairs);
    }

    private static Map<String, BigDecimal> targets(YamlMap map) {
        Map<String, BigDecimal> targets = new LinkedHashMap<>();
        map.optionalMap("target")
                .ifPresent(
                        target -> target.keys().forEach(estimate -> targets.put(estimate, target.decimal(estimate))));
        return Collections.unmodifiableMap(targets);
    }

    private static KpiExample example(YamlMap map) {
        YamlMap example = map.map("example");
        LocalDate asOf = date(example, "as_of");
        List<Map<String, Object>> given =
                example.maps("given").stream().map(YamlMap::values).toList();
        if (given.isEmpty()) {
            throw example.error("given needs at least one row.");
        }
        List<KpiExample.Expected> then =
                example.maps("then").stream().map(KpiReader::expected).toList();
        if (then.isEmpty()) {
            throw example.error("then needs at least one value.");
        }
        example.rejectUnknownKeys();
        return new KpiExample(asOf, given, then);
    }

    private static KpiExample.Expected expected(YamlMap map) {
        if (!map.has("value")) {
            throw map.error("key value is missing in then; write null when there must be none.");
        }
        KpiExample.Expected expected = new KpiExample.Expected(
                date(map, "date"),
                map.optionalString("slice").orElse(KpiSlice.ALL),
                map.optionalString("estimate").orElse(KpiEstimate.VALUE),
                map.optionalDecimal("value"),
                map.optionalDecimal("ci_low"),
                map.optionalDecimal("ci_high"),
                map.optionalDecimal("numerator"),
                map.optionalDecimal("denominator"),
                map.optionalDecimal("n"),
                map.optionalDecimal("n_censored"));
        map.rejectUnknownKeys();
        return expected;
    }

    private static LocalDate date(YamlMap map, String key) {
        String text = map.string(key);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw map.error(key, "must be a day such as 2026-03-02, not '" + text + "'.");
        }
    }
}
