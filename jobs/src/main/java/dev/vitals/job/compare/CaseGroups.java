package dev.vitals.job.compare;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.vitals.contract.experiment.ExperimentSpec.Variant;
import dev.vitals.stats.DelayTriangle;
import dev.vitals.stats.TimeBins;
import dev.vitals.stats.TimeHistogram;
import dev.vitals.stats.effect.ArmClusters;
import dev.vitals.stats.effect.ClusteredQuantile;
import dev.vitals.stats.effect.ClusteredQuantile.Ranks;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/**
 * Makes what is compared from rows of cases: {@code variant}, {@code group}, and the columns that each kind names.
 *
 * <p>Units are many, and what is said of an arm needs only groups that are independent of each other: units are dealt into
 * {@value #GROUPS} of them by their names, so that the same rows make the same groups wherever they lie. Clusters stay as they
 * are.
 */
final class CaseGroups {
    /** So many that Student's distribution is the normal one, and so few that an arm fits into memory whatever its units. */
    private static final int GROUPS = 400;

    private static final int NO_BIN = -1;

    private static final UserDefinedFunction BIN =
            udf((UDF1<Long, Integer>) seconds -> seconds < 0 ? NO_BIN : TimeBins.bin(seconds), DataTypes.IntegerType);

    private CaseGroups() {}

    /** The group of a unit, or its cluster where that is not null. */
    static Column group(Column unit, Column cluster) {
        return coalesce(cluster, pmod(xxhash64(unit), lit(GROUPS)).cast("string"));
    }

    /** The times of one horizon as the arms of a test. */
    static Map<String, ArmCases> arms(Map<String, SortedMap<String, TimeHistogram>> times, long horizonSeconds) {
        Map<String, ArmCases> arms = new HashMap<>();
        times.forEach((variant, groups) ->
                arms.put(variant, new ArmCases.Times(List.copyOf(groups.values()), horizonSeconds)));
        return arms;
    }

    /**
     * Times by variant and group.
     *
     * @param cases {@code seconds} (whole, 0 or more) and {@code code} of {@link TimeHistogram}; rows without seconds do not count
     */
    static Map<String, SortedMap<String, TimeHistogram>> times(Dataset<Row> cases) {
        Map<String, Map<String, TimeHistogram.Builder>> arms = new TreeMap<>();
        cases.filter("seconds IS NOT NULL")
                .groupBy(col("variant"), col("group"), BIN.apply(col("seconds")).as("bin"), col("code"))
                .agg(count(lit(1)).as("cases"))
                .collectAsList()
                .forEach(row -> in(arms, row)
                        .computeIfAbsent(row.getAs("group"), group -> TimeHistogram.builder())
                        .add(bin(row), row.<Integer>getAs("code"), row.<Long>getAs("cases")));
        Map<String, SortedMap<String, TimeHistogram>> times = new HashMap<>();
        arms.forEach((variant, groups) -> {
            SortedMap<String, TimeHistogram> built = new TreeMap<>();
            groups.forEach((group, builder) -> built.put(group, builder.build()));
            times.put(variant, built);
        });
        return times;
    }

    private static int bin(Row row) {
        int bin = row.getAs("bin");
        if (bin == NO_BIN) {
            throw new IllegalArgumentException(
                    "%,d cases of variant %s have been open for less than 0 seconds; a case can't end before it begins"
                            .formatted(row.<Long>getAs("cases"), row.<String>getAs("variant")));
        }
        return bin;
    }

    /**
     * Cases and their labels by variant.
     *
     * @param cases {@code day} and {@code label_day}, null where there is none; rows without a day do not count
     * @param within longest delay that counts
     */
    static Map<String, ArmCases> labels(Dataset<Row> cases, int within) {
        Column delay = datediff(col("label_day"), col("day"));
        Map<String, Map<String, DelayTriangle.Builder>> arms = new TreeMap<>();
        Map<String, Long> counted = new HashMap<>();
        cases.filter("day IS NOT NULL")
                .groupBy(
                        col("variant"),
                        col("group"),
                        col("day"),
                        when(delay.leq(within), delay).as("delay"))
                .agg(count(lit(1)).as("cases"))
                .collectAsList()
                .forEach(row -> {
                    DelayTriangle.Builder group =
                            in(arms, row).computeIfAbsent(row.getAs("group"), name -> DelayTriangle.builder());
                    LocalDate day = row.<Date>getAs("day").toLocalDate();
                    long n = row.getAs("cases");
                    group.addCases(day, n);
                    if (row.getAs("delay") != null) {
                        group.addLabels(day, row.<Integer>getAs("delay"), n);
                    }
                    counted.merge(row.getAs("variant"), n, Long::sum);
                });
        Map<String, ArmCases> labels = new HashMap<>();
        arms.forEach((variant, groups) -> labels.put(
                variant,
                new ArmCases.Labels(
                        groups.values().stream()
                                .map(DelayTriangle.Builder::build)
                                .toList(),
                        counted.get(variant))));
        return labels;
    }

    private static <B> Map<String, B> in(Map<String, Map<String, B>> arms, Row row) {
        return arms.computeIfAbsent(row.getAs("variant"), variant -> new TreeMap<>());
    }

    /**
     * A quantile by variant, in three passes: how many cases there are, the values of the ranks, and the cases below.
     *
     * @param cases {@code value}; rows without one do not count
     */
    static Map<String, ArmCases> values(Dataset<Row> cases, List<Variant> variants, double share) {
        Dataset<Row> known = cases.filter("value IS NOT NULL");
        Map<String, Long> counted = new HashMap<>();
        known.groupBy("variant")
                .agg(count(lit(1)).as("cases"))
                .collectAsList()
                .forEach(row -> counted.put(row.getAs("variant"), row.getAs("cases")));
        Map<String, Ranks> ranks = new TreeMap<>();
        for (Variant variant : variants) {
            Optional<Ranks> found = ClusteredQuantile.of(share).ranks(counted.getOrDefault(variant.name(), 0L));
            found.ifPresent(there -> ranks.put(variant.name(), there));
        }
        return ranks.isEmpty() ? Map.of() : values(known, counted, ranks);
    }

    private static Map<String, ArmCases> values(
            Dataset<Row> known, Map<String, Long> counted, Map<String, Ranks> ranks) {
        List<Column> wanted = new ArrayList<>();
        ranks.forEach((variant, of) -> {
            for (long rank : new long[] {of.lower(), of.value(), of.upper()}) {
                wanted.add(ofRank(variant, rank, counted.get(variant)));
            }
        });
        Row values = known.agg(wanted.get(0), wanted.subList(1, wanted.size()).toArray(Column[]::new))
                .first();
        Column most = lit(null).cast("double");
        Map<String, double[]> found = new TreeMap<>();
        int next = 0;
        for (String variant : ranks.keySet()) {
            double[] three = {values.getDouble(next), values.getDouble(next + 1), values.getDouble(next + 2)};
            next += three.length;
            found.put(variant, three);
            most = when(col("variant").equalTo(variant), lit(three[1])).otherwise(most);
        }
        Map<String, ArmCases> arms = new HashMap<>();
        notAbove(known, most).forEach((variant, groups) -> {
            double[] three = found.get(variant);
            arms.put(variant, new ArmCases.Values(three[0], three[1], three[2], groups, counted.get(variant)));
        });
        return arms;
    }

    /** The exact value of a rank, from the middle between it and the one before so that no rounding moves it. */
    private static Column ofRank(String variant, long rank, long cases) {
        return expr("percentile_disc(%s) WITHIN GROUP (ORDER BY CASE WHEN variant = '%s' THEN value END)"
                .formatted(
                        BigDecimal.valueOf((rank - 0.5) / cases).toPlainString() + "D",
                        variant.replace("\\", "\\\\").replace("'", "\\'")));
    }

    private static Map<String, ArmClusters> notAbove(Dataset<Row> known, Column most) {
        Map<String, Map<String, double[]>> arms = new TreeMap<>();
        known.filter(most.isNotNull())
                .groupBy("variant", "group")
                .agg(
                        sum(coalesce(col("value").leq(most).cast("bigint"), lit(0L)))
                                .as("below"),
                        count(lit(1)).as("cases"))
                .collectAsList()
                .forEach(row -> in(arms, row)
                        .put(row.getAs("group"), new double[] {row.<Long>getAs("below"), row.<Long>getAs("cases")}));
        Map<String, ArmClusters> groups = new HashMap<>();
        arms.forEach((variant, each) -> groups.put(
                variant,
                ArmClusters.of(
                        each.values().stream().mapToDouble(pair -> pair[0]).toArray(),
                        each.values().stream().mapToDouble(pair -> pair[1]).toArray())));
        return groups;
    }
}
