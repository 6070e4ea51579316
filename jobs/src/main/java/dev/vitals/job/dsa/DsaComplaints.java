package dev.vitals.job.dsa;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaTaxonomy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts complaints submitted in the period, with what became of them so far.
 *
 * <p>A complaint is about what the questioned action restricted; one about a report that had led to no action questions
 * that. One that names nothing that is known counts in the whole alone. The median time is that of complaints which
 * somebody judged.
 */
final class DsaComplaints {
    private static final List<String> SCOPES = List.of(
            DsaLines.TOTAL_NUMBER,
            DsaLines.UPHELD,
            DsaLines.PARTIALLY_REVERSED,
            DsaLines.REVERSED,
            DsaLines.OMITTED,
            DsaLines.MEDIAN);

    private DsaComplaints() {}

    /** Numbers by indicator and scope; a median without a judged complaint is null. */
    static Map<String, Map<String, Double>> byIndicator(DsaFacts facts) {
        Dataset<Row> appeals = facts.of("silver.appeal", "submitted_date");
        List<String> actions =
                new ArrayList<>(facts.words(appeals.filter(col("action").isNotNull()), "action", "actions"));
        actions.add(null);
        Column isJudged = col("outcome").isin("upheld", "partially_reversed", "reversed");
        Column hours = when(isJudged, DsaFacts.hours(col("submitted_at"), col("decided_at")));
        Map<String, Map<String, Double>> indicators = new TreeMap<>();
        withSource(appeals, facts)
                .withColumn(
                        "_indicator",
                        explode(array_union(
                                array_union(
                                        array(lit(DsaLines.COMPLAINTS)),
                                        DsaFacts.lists(col("action"), actions, action -> about(facts, action))),
                                aboutNoAction(facts))))
                .groupBy("_indicator")
                .agg(
                        count(lit(1)).cast("double"),
                        ended("upheld"),
                        ended("partially_reversed"),
                        ended("reversed"),
                        ended("omitted"),
                        percentile(hours, lit(0.5)))
                .collectAsList()
                .forEach(row -> indicators.put(row.getString(0), scopes(row)));
        return indicators;
    }

    private static Column ended(String outcome) {
        return count(when(col("outcome").equalTo(outcome), 1)).cast("double");
    }

    private static Map<String, Double> scopes(Row row) {
        Map<String, Double> scopes = new TreeMap<>();
        for (int i = 0; i < SCOPES.size(); i++) {
            scopes.put(SCOPES.get(i), row.isNullAt(i + 1) ? null : row.getDouble(i + 1));
        }
        return scopes;
    }

    /** Reports are looked up wherever they lie: a complaint may come months after the notice. */
    private static Dataset<Row> withSource(Dataset<Row> appeals, DsaFacts facts) {
        Dataset<Row> reports = facts.whole("silver.report_case")
                .groupBy(col("report_id").as("_report_id"))
                .agg(max("report_source").as("_source"));
        return appeals.join(reports, col("report_id").equalTo(col("_report_id")), "left");
    }

    private static List<String> about(DsaFacts facts, String action) {
        return action == null
                ? List.of()
                : facts.taxonomy()
                        .measure(action)
                        .restriction()
                        .map(restriction -> List.of(restriction.kind().complaint()))
                        .orElse(List.of());
    }

    private static Column aboutNoAction(DsaFacts facts) {
        DsaTaxonomy taxonomy = facts.taxonomy();
        List<String> notices = new ArrayList<>();
        List<String> trusted = new ArrayList<>();
        taxonomy.reportSources().forEach((source, kind) -> {
            if (kind != DsaTaxonomy.Notice.NONE) {
                notices.add(source);
            }
            if (kind == DsaTaxonomy.Notice.TRUSTED_FLAGGER_NOTICE) {
                trusted.add(source);
            }
        });
        Column isNone = col("action").isNull().and(coalesce(col("_source").isin(notices.toArray()), lit(false)));
        Column isTrusted = isNone.and(coalesce(col("_source").isin(trusted.toArray()), lit(false)));
        Column none = array().cast("array<string>");
        return when(isTrusted, array(lit(DsaLines.ABOUT_NO_ACTION), lit(DsaLines.ABOUT_TRUSTED_NO_ACTION)))
                .when(isNone, array(lit(DsaLines.ABOUT_NO_ACTION)))
                .otherwise(none);
    }
}
