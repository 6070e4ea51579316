package dev.vitals.warehouse;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.dsa.DsaCheck;
import dev.vitals.contract.dsa.DsaCheck.Reason;
import dev.vitals.contract.dsa.DsaColumns;
import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaPeriod;
import dev.vitals.contract.dsa.DsaSection;
import dev.vitals.contract.dsa.DsaTaxonomy;
import dev.vitals.contract.dsa.DsaTemplate;
import dev.vitals.contract.dsa.DsaValue;
import java.sql.Date;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Holds the totals of a report against the published KPIs of its days.
 *
 * <p>The KPIs count every region and every kind; what the report leaves out is counted here from the facts, in another way
 * than the report does it, and must make up the whole difference.
 */
public final class DsaReconciliation {
    private static final String JUDGED = "outcome IN ('upheld', 'partially_reversed', 'reversed')";

    private final Warehouse warehouse;
    private final DsaPeriod period;
    private final DsaTaxonomy taxonomy;
    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, DsaValue.Basis> bases = new TreeMap<>();

    public DsaReconciliation(Warehouse warehouse, DsaPeriod period, DsaTaxonomy taxonomy, List<DsaValue> values) {
        this.warehouse = warehouse;
        this.period = period;
        this.taxonomy = taxonomy;
        for (DsaValue value : values) {
            String key = key(value.section(), value.indicator(), value.scope());
            this.values.put(key, value.value());
            bases.put(key, value.basis());
        }
    }

    /** Every total of the report. */
    public List<DsaCheck> checks(DsaTemplate template) {
        List<DsaCheck> checks = new ArrayList<>(List.of(notices(), measures(), automated(), complaints(), decisions()));
        checks.addAll(qualities());
        for (DsaSection section : List.of(DsaSection.NOTICES, DsaSection.OWN_ILLEGAL, DsaSection.OWN_TERMS)) {
            checks.addAll(sums(section, template));
        }
        return checks;
    }

    private DsaCheck notices() {
        Dataset<Row> reports = inPeriod("silver.report_case", "created_date");
        Column isNotice = isNotice();
        return new DsaCheck(
                "Notices received",
                total(DsaSection.NOTICES, DsaColumns.NOTICES_RECEIVED),
                "gold.kpi_daily, reports_received, sum of days",
                gold("reports_received", "all", "value"),
                List.of(
                        new Reason("reports whose source is no notice", -rows(reports.filter(not(isNotice)))),
                        new Reason(
                                "notices from regions outside the Union",
                                -rows(reports.filter(isNotice.and(isOutside()))))));
    }

    private DsaCheck measures() {
        return new DsaCheck(
                "Measures on notices and at the own initiative",
                allMeasures(),
                "gold.kpi_daily, proactive_rate, denominators of days",
                gold("proactive_rate", "all", "denominator"),
                leftOut(inPeriod("silver.enforcement_action", "action_date")));
    }

    private double allMeasures() {
        return total(DsaSection.NOTICES, DsaColumns.ACTIONS_LAW)
                + total(DsaSection.NOTICES, DsaColumns.ACTIONS_TERMS)
                + total(DsaSection.OWN_ILLEGAL, DsaColumns.OWN_MEASURES)
                + total(DsaSection.OWN_TERMS, DsaColumns.OWN_MEASURES);
    }

    private DsaCheck automated() {
        return new DsaCheck(
                "Measures solely taken by automated means",
                listed(DsaSection.AUTOMATED, DsaLines.SOLELY, DsaLines.TOTAL_NUMBER),
                "gold.kpi_daily, proactive_rate of is_automated=true, denominators of days",
                gold("proactive_rate", "is_automated=true", "denominator"),
                leftOut(inPeriod("silver.enforcement_action", "action_date").filter(col("is_automated"))));
    }

    private List<Reason> leftOut(Dataset<Row> sanctions) {
        List<String> none = taxonomy.measures().entrySet().stream()
                .filter(measure -> measure.getValue().restriction().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        boolean isRest = none.contains(DsaTaxonomy.OTHER);
        List<String> named = taxonomy.measures().keySet().stream()
                .filter(name -> !name.equals(DsaTaxonomy.OTHER))
                .toList();
        Column restrictsNothing = col("action").isin(none.toArray());
        Column isNothing = isRest ? restrictsNothing.or(not(col("action").isin(named.toArray()))) : restrictsNothing;
        return List.of(
                new Reason("sanctions that restrict nothing", -rows(sanctions.filter(isNothing))),
                new Reason(
                        "outside the Union",
                        -rows(sanctions.filter(not(isNothing).and(isOutside())))));
    }

    private DsaCheck complaints() {
        Dataset<Row> appeals = inPeriod("silver.appeal", "submitted_date");
        return new DsaCheck(
                "Complaints submitted",
                listed(DsaSection.APPEALS, DsaLines.COMPLAINTS, DsaLines.TOTAL_NUMBER),
                "silver.appeal, rows submitted in the period",
                rows(appeals),
                List.of(new Reason("from regions outside the Union", -rows(appeals.filter(isOutside())))));
    }

    private DsaCheck decisions() {
        Dataset<Row> judged = warehouse.read("silver.appeal").filter(JUDGED);
        Column isSubmitted = isIn("submitted_date");
        Column isDecided = isIn("decided_date");
        return new DsaCheck(
                "Complaints upheld, partially reversed and reversed",
                listed(DsaSection.APPEALS, DsaLines.COMPLAINTS, DsaLines.UPHELD)
                        + listed(DsaSection.APPEALS, DsaLines.COMPLAINTS, DsaLines.PARTIALLY_REVERSED)
                        + listed(DsaSection.APPEALS, DsaLines.COMPLAINTS, DsaLines.REVERSED),
                "gold.kpi_daily, overturn_rate, denominators of days",
                gold("overturn_rate", "all", "denominator"),
                List.of(
                        new Reason(
                                "decided in the period, submitted before it",
                                -rows(judged.filter(isDecided.and(not(isSubmitted))))),
                        new Reason(
                                "submitted in the period, decided after it",
                                rows(judged.filter(isSubmitted.and(not(isDecided))))),
                        new Reason(
                                "submitted in the period, outside the Union",
                                -rows(judged.filter(isSubmitted.and(isOutside()))))));
    }

    private List<DsaCheck> qualities() {
        List<DsaCheck> checks = new ArrayList<>();
        Map.of(
                        DsaLines.ACCURACY, "automated_accuracy",
                        DsaLines.PRECISION, "automated_precision",
                        DsaLines.RECALL, "automated_recall")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(quality -> {
                    String kpi = quality.getValue();
                    DsaValue.Basis basis =
                            bases.get(key(DsaSection.AUTOMATED, quality.getKey(), DsaLines.TOTAL_NUMBER));
                    checks.add(weights(quality.getKey(), kpi, "numerator", basis == null ? 0 : basis.numerator()));
                    checks.add(weights(quality.getKey(), kpi, "denominator", basis == null ? 0 : basis.denominator()));
                });
        return checks;
    }

    private DsaCheck weights(String indicator, String kpi, String column, double reported) {
        return new DsaCheck(
                indicator + ", weights in the " + column,
                reported,
                "gold.kpi_daily, " + kpi + ", " + column + "s of days",
                inside(kpi, column),
                List.of());
    }

    /** A sum of the days of a KPI in the regions of the Union. */
    private double inside(String kpi, String column) {
        double all = gold(kpi, "all", column);
        if (taxonomy.regions().isEmpty()) {
            return all;
        }
        double known = gold(kpi, "region=unknown", column);
        for (String region : taxonomy.regions()) {
            known += gold(kpi, "region=" + region, column);
        }
        return known;
    }

    /** A column of a section against its own lines. */
    private List<DsaCheck> sums(DsaSection section, DsaTemplate template) {
        List<DsaCheck> checks = new ArrayList<>();
        List<String> categories = template.lines(section).stream()
                .filter(line -> !line.equals(DsaTemplate.TOTAL) && !line.contains("/"))
                .toList();
        for (String column : section.indicators()) {
            Double total = values.get(key(section, column, DsaTemplate.TOTAL));
            if (total != null && !column.startsWith("Median")) {
                double sum = categories.stream()
                        .mapToDouble(category -> listed(section, column, category))
                        .sum();
                checks.add(
                        new DsaCheck(section.word() + ": " + column, total, "its categories together", sum, List.of()));
            }
        }
        return checks;
    }

    private Column isNotice() {
        List<String> sources = taxonomy.reportSources().entrySet().stream()
                .filter(source -> source.getValue() != DsaTaxonomy.Notice.NONE
                        && !source.getKey().equals(DsaTaxonomy.OTHER))
                .map(Map.Entry::getKey)
                .toList();
        Column isNamed = coalesce(col("report_source").isin(sources.toArray()), lit(false));
        if (taxonomy.reportSources().getOrDefault(DsaTaxonomy.OTHER, DsaTaxonomy.Notice.NONE)
                == DsaTaxonomy.Notice.NONE) {
            return isNamed;
        }
        Object[] known = taxonomy.reportSources().keySet().toArray();
        return isNamed.or(not(coalesce(col("report_source").isin(known), lit(false))));
    }

    private Column isOutside() {
        return taxonomy.regions().isEmpty()
                ? lit(false)
                : coalesce(not(col("region").isin(taxonomy.regions().toArray())), lit(false));
    }

    private Dataset<Row> inPeriod(String table, String day) {
        return warehouse.read(table).filter(isIn(day));
    }

    private Column isIn(String day) {
        return coalesce(
                col(day).geq(Date.valueOf(period.from())).and(col(day).leq(Date.valueOf(period.to()))), lit(false));
    }

    private static double rows(Dataset<Row> rows) {
        return rows.count();
    }

    private double gold(String kpi, String slice, String column) {
        Row row = warehouse
                .read(Gold.DAILY)
                .filter(col("kpi").equalTo(kpi).and(col("slice_key").equalTo(slice)))
                .filter(col("estimate").equalTo("value"))
                .filter(isIn("date"))
                .agg(sum(col(column)), count(when(col(column).isNotNull(), 1)))
                .first();
        return row.getLong(1) == 0 ? 0 : row.getDouble(0);
    }

    private double total(DsaSection section, String column) {
        return listed(section, column, DsaTemplate.TOTAL);
    }

    private double listed(DsaSection section, String indicator, String scope) {
        Double value = values.get(key(section, indicator, scope));
        return value == null ? 0 : value;
    }

    private static String key(DsaSection section, String indicator, String scope) {
        return section.word() + "\n" + indicator + "\n" + scope;
    }
}
