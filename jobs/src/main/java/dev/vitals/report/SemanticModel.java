package dev.vitals.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.vitals.contract.ColumnContract;
import dev.vitals.contract.Contracts;
import dev.vitals.contract.TableContract;
import dev.vitals.kpi.KpiCatalogue;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The KPIs as a semantic model of the Open Semantic Interchange, version 0.1.1, which other tools import.
 *
 * <p>A metric is read from {@code gold.kpi_daily} and never computed anew from facts, so that every tool shows the
 * published number. Sums and what is made of them can be read over many days; a quantile, a duration, a stock or a number
 * of different people can't be added up, and is read for one day.
 */
public final class SemanticModel {
    /** The file, named from the root of the repository. */
    public static final String FILE = "reports/kpis.osi.json";

    /** The version of the specification. */
    static final String SPECIFICATION = "0.1.1";

    private static final String DAILY = "gold.kpi_daily";
    /** Columns that only Vitals reads. */
    private static final Set<String> UNREADABLE = Set.of("slice", "state", "people");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private SemanticModel() {}

    /** The model as JSON. */
    public static String render(KpiCatalogue catalogue, Contracts contracts) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("name", "vitals");
        model.put("description", "KPIs of community health on a live-streaming chat platform.");
        model.put(
                "ai_context",
                Map.of(
                        "instructions",
                        "Metrics are of everything (slice_key = 'all'), and empty where they would rest on too few "
                                + "observations. For a slice read value from the dataset, one slice_key at a time, "
                                + "without rows where is_small is true; slices are never added up. is_mature says "
                                + "which numbers are final."));
        model.put("datasets", List.of(dataset(contracts.table(DAILY), catalogue)));
        model.put(
                "metrics",
                catalogue.kpis().stream()
                        .flatMap(kpi -> kpi.estimates().stream().map(estimate -> metric(kpi, estimate)))
                        .toList());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", SPECIFICATION);
        document.put("semantic_model", List.of(model));
        try {
            return JSON.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Can't write the semantic model as JSON", e);
        }
    }

    private static Map<String, Object> dataset(TableContract table, KpiCatalogue catalogue) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (ColumnContract column : table.columns()) {
            if (!UNREADABLE.contains(column.name())) {
                Map<String, Object> field = field(column.name(), "ANSI_SQL", column.name(), column.description());
                if (column.type().equals("date") || column.type().equals("timestamp")) {
                    field.put("dimension", Map.of("is_time", column.name().equals("date")));
                }
                fields.add(field);
            }
        }
        TreeSet<String> dimensions = new TreeSet<>();
        catalogue.kpis().forEach(kpi -> dimensions.addAll(kpi.sliceBy()));
        for (String dimension : dimensions) {
            Map<String, Object> field = field(
                    dimension,
                    "DATABRICKS",
                    "slice['" + dimension + "']",
                    "Value of the dimension " + dimension + " where the slice has it.");
            field.put("dimension", Map.of("is_time", false));
            fields.add(field);
        }
        Map<String, Object> dataset = new LinkedHashMap<>();
        dataset.put("name", table.name());
        dataset.put("source", table.table());
        dataset.put("primary_key", List.of("kpi", "date", "slice_key", "estimate"));
        dataset.put("description", table.description());
        dataset.put("fields", fields);
        return dataset;
    }

    private static Map<String, Object> field(String name, String dialect, String expression, String description) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("name", name);
        field.put("expression", expression(dialect, expression));
        field.put("description", description);
        return field;
    }

    private static Map<String, Object> metric(KpiDefinition kpi, String estimate) {
        KpiView view = KpiView.of(kpi);
        boolean isLeading = estimate.equals("value");
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("name", isLeading ? kpi.id() : kpi.id() + "_" + estimate);
        metric.put("expression", expression("ANSI_SQL", sql(kpi, estimate)));
        metric.put(
                "description",
                "%s (%s, %s). %s".formatted(view.titleOf(estimate), view.unitOf(estimate), scope(kpi), kpi.question()));
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("instructions", String.join(" ", kpi.caveats()));
        context.put("examples", List.of(kpi.question()));
        metric.put("ai_context", context);
        metric.put("custom_extensions", List.of(extension(kpi)));
        return metric;
    }

    private static String scope(KpiDefinition kpi) {
        return addsUp(kpi) ? "for any days together" : "for one day at a time";
    }

    private static boolean addsUp(KpiDefinition kpi) {
        return kpi.statistic() instanceof Moments && kpi.periodMerge() == KpiDefinition.PeriodMerge.SUM;
    }

    /**
     * The published number of everything: of days together where its parts can be added up, else of the one day that is
     * selected. Empty on fewer observations than the KPI asks for, and for a day that is of too few people; how many people
     * several days are of together only their sketches know.
     */
    private static String sql(KpiDefinition kpi, String estimate) {
        if (!addsUp(kpi)) {
            return "MAX(" + where(kpi, estimate, " AND NOT kpi_daily.is_small", "value") + ")";
        }
        String several = "COUNT(DISTINCT " + where(kpi, estimate, "", "date") + ") > 1";
        String enough = "SUM(" + where(kpi, estimate, " AND NOT kpi_daily.is_small", "n") + ") > 0";
        return "CASE WHEN SUM(" + where(kpi, estimate, "", "n") + ") >= " + kpi.minDenominator() + " AND (" + several
                + " OR " + enough + ") THEN " + sum(kpi, estimate) + " END";
    }

    private static String sum(KpiDefinition kpi, String estimate) {
        String numerator = "SUM(" + where(kpi, estimate, "", "numerator") + ")";
        if (kpi.statistic() instanceof Moments.Count) {
            return numerator;
        }
        String per = kpi.statistic().parts().getOrDefault("per", "1");
        String share = numerator + " / NULLIF(SUM(" + where(kpi, estimate, "", "denominator") + "), 0)";
        return per.equals("1") ? share : per + " * " + share;
    }

    private static String where(KpiDefinition kpi, String estimate, String and, String column) {
        return "CASE WHEN kpi_daily.kpi = '%s' AND kpi_daily.estimate = '%s' AND kpi_daily.slice_key = 'all'%s THEN kpi_daily.%s END"
                .formatted(kpi.id(), estimate, and, column);
    }

    private static Map<String, Object> expression(String dialect, String sql) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("dialect", dialect);
        one.put("expression", sql);
        return Map.of("dialects", List.of(one));
    }

    /** The definition as Vitals knows it, for tools that want more than the number. */
    private static Map<String, Object> extension(KpiDefinition kpi) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("id", kpi.id());
        definition.put("version", kpi.version());
        definition.put("definition_hash", kpi.definitionHash());
        definition.put("from", kpi.from());
        definition.put("anchor_date", kpi.anchorDate());
        definition.put("statistic", kpi.statistic().word());
        definition.putAll(kpi.statistic().parts());
        definition.put("unit", kpi.unit());
        definition.put("good_when", kpi.goodWhen().name().toLowerCase(Locale.ROOT));
        definition.put("slice_by", kpi.sliceBy());
        definition.put("min_denominator", kpi.minDenominator());
        definition.put("mature_after_days", kpi.matureAfterDays());
        definition.put("target", kpi.targets());
        definition.put("owner", kpi.owner());
        Map<String, Object> extension = new LinkedHashMap<>();
        extension.put("vendor_name", "VITALS");
        try {
            extension.put("data", new ObjectMapper().writeValueAsString(definition));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Can't write the definition of " + kpi.id() + " as JSON", e);
        }
        return extension;
    }
}
