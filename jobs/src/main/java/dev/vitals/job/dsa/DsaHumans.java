package dev.vitals.job.dsa;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.trim;

import dev.vitals.contract.dsa.DsaLines;
import dev.vitals.contract.dsa.DsaPeriod;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts human moderators, as the last version of each that was valid in the period describes them.
 *
 * <p>Without one moderator whose languages, or employment, a log told there is no number: nobody knows is not nobody.
 */
final class DsaHumans {
    private DsaHumans() {}

    /** Numbers by indicator and scope; what no log tells is not there. */
    static Map<String, Map<String, Long>> byIndicator(DsaFacts facts, Set<String> languages) {
        Map<String, Map<String, Long>> indicators = new TreeMap<>();
        long experts = 0;
        for (Row row : moderators(facts.whole("dim.moderator"), facts.period())
                .groupBy("_languages", "employment")
                .count()
                .collectAsList()) {
            long count = row.getLong(2);
            String employment = row.getString(1);
            if ("internal".equals(employment) || "external".equals(employment)) {
                indicators.putIfAbsent(DsaLines.INTERNAL, new TreeMap<>(Map.of(DsaLines.TOTAL_NUMBER, 0L)));
                indicators.putIfAbsent(DsaLines.EXTERNAL, new TreeMap<>(Map.of(DsaLines.TOTAL_NUMBER, 0L)));
                indicators
                        .get("internal".equals(employment) ? DsaLines.INTERNAL : DsaLines.EXTERNAL)
                        .merge(DsaLines.TOTAL_NUMBER, count, Long::sum);
            }
            if (!row.isNullAt(0)) {
                Map<String, Long> byLanguage = indicators.computeIfAbsent(DsaLines.EXPERTS, name -> none(languages));
                Set<String> known = Set.copyOf(row.getList(0));
                known.stream().filter(languages::contains).forEach(each -> byLanguage.merge(each, count, Long::sum));
                experts += known.stream().anyMatch(languages::contains) ? count : 0;
                byLanguage.put(DsaLines.TOTAL_NUMBER, experts);
            }
        }
        return indicators;
    }

    private static Map<String, Long> none(Set<String> languages) {
        Map<String, Long> none = new TreeMap<>();
        languages.forEach(language -> none.put(language, 0L));
        return none;
    }

    private static Dataset<Row> moderators(Dataset<Row> versions, DsaPeriod period) {
        Column begin = lit(period.from().atStartOfDay(ZoneOffset.UTC).toInstant());
        Column end = lit(period.to().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
        Column isValid = col("valid_from")
                .lt(end)
                .and(col("valid_to").isNull().or(col("valid_to").gt(begin)));
        return versions.filter(isValid)
                .groupBy("moderator_id")
                .agg(
                        max_by(col("languages"), col("valid_from")).as("languages"),
                        max_by(col("employment"), col("valid_from")).as("employment"),
                        max_by(coalesce(col("is_bot"), lit(false)), col("valid_from"))
                                .as("is_bot"))
                .filter(not(col("is_bot")))
                .withColumn("_languages", array_distinct(split(lower(trim(col("languages"))), "[,; ]+")));
    }
}
