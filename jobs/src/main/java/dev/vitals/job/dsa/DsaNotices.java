package dev.vitals.job.dsa;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.when;

import dev.vitals.contract.dsa.DsaColumns;
import dev.vitals.contract.dsa.DsaTaxonomy.Notice;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts notices by the lines of their section.
 *
 * <p>A notice is a report whose source the taxonomy takes for one. The time to take action is that from the notice to the
 * last decision, of notices whose decision was to act; one whose log runs backwards has none.
 */
final class DsaNotices {
    private static final List<String> COLUMNS = List.of(
            DsaColumns.NOTICES_RECEIVED,
            DsaColumns.TRUSTED_NOTICES_RECEIVED,
            DsaColumns.ITEMS,
            DsaColumns.TRUSTED_ITEMS,
            DsaColumns.MEDIAN_ACTION,
            DsaColumns.TRUSTED_MEDIAN_ACTION);

    /** How many notices a machine decided, and how many somebody else did; those without a decision are in neither. */
    record Processed(long automated, long others) {}

    private final DsaFacts facts;
    private final Dataset<Row> notices;

    DsaNotices(DsaFacts facts) {
        this.facts = facts;
        Dataset<Row> reports = facts.of("silver.report_case", "created_date");
        List<String> sources = facts.words(reports, "report_source", "report_sources");
        this.notices = reports.filter(isOne(sources, Notice.NOTICE).or(isOne(sources, Notice.TRUSTED_FLAGGER_NOTICE)))
                .withColumn("_is_trusted", isOne(sources, Notice.TRUSTED_FLAGGER_NOTICE));
    }

    private Column isOne(List<String> sources, Notice kind) {
        Column isOne = lit(false);
        for (String source : sources) {
            if (facts.taxonomy().notice(source) == kind) {
                Column named = col("report_source");
                isOne = isOne.or(source == null ? named.isNull() : coalesce(named.equalTo(source), lit(false)));
            }
        }
        return isOne;
    }

    /** Numbers by line and column; a median without a notice is null. */
    Map<String, Map<String, Double>> byLine() {
        List<String> categories = facts.words(notices, "category", "categories");
        Column isActed =
                col("decision").equalTo("action").and(col("has_negative_lag").equalTo(false));
        Column hours = when(isActed, DsaFacts.hours(col("created_at"), col("decided_at")));
        Column isTrusted = col("_is_trusted");
        Map<String, Map<String, Double>> lines = new TreeMap<>();
        notices.withColumn(
                        "_line",
                        explode(DsaFacts.lists(
                                col("category"),
                                categories,
                                category -> facts.taxonomy().meaning(category).noticeLines())))
                .groupBy("_line")
                .agg(
                        count(lit(1)).cast("double"),
                        count(when(isTrusted, 1)).cast("double"),
                        count("subject_id").cast("double"),
                        count(when(isTrusted, col("subject_id"))).cast("double"),
                        percentile(hours, lit(0.5)),
                        percentile(when(isTrusted, hours), lit(0.5)))
                .collectAsList()
                .forEach(row -> lines.put(row.getString(0), columns(row)));
        return lines;
    }

    private static Map<String, Double> columns(Row row) {
        Map<String, Double> columns = new TreeMap<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
            columns.put(COLUMNS.get(i), row.isNullAt(i + 1) ? null : row.getDouble(i + 1));
        }
        return columns;
    }

    Processed processed() {
        return processed(notices);
    }

    Processed processedOfTrustedFlaggers() {
        return processed(notices.filter(col("_is_trusted")));
    }

    private static Processed processed(Dataset<Row> notices) {
        Column isAutomated = coalesce(col("is_automated"), lit(false));
        Row row = notices.filter(col("decision").isNotNull())
                .agg(count(when(isAutomated, 1)), count(lit(1)))
                .first();
        return new Processed(row.getLong(0), row.getLong(1) - row.getLong(0));
    }
}
