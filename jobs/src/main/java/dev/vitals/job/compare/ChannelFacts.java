package dev.vitals.job.compare;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.vitals.contract.Contracts;
import dev.vitals.contract.experiment.ChangeSpec;
import dev.vitals.job.compare.Panel.Amount;
import dev.vitals.kpi.KpiDefinition;
import dev.vitals.kpi.UnitAmounts;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What channels add to KPIs each day, straight from the facts, for gold has no numbers by channel; each fact table is read
 * once. What has no channel belongs to none.
 */
public final class ChannelFacts {
    private static final String CHANNEL = ChangeSpec.CHANNEL;
    /** Where {@code silver.channel_day} gathers what has no channel. */
    private static final String NO_CHANNEL = "none";

    private final Contracts contracts;
    private final Map<String, List<KpiDefinition>> kpis;

    private ChannelFacts(Contracts contracts, Map<String, List<KpiDefinition>> kpis) {
        this.contracts = contracts;
        this.kpis = kpis;
    }

    /**
     * What a channel adds to a KPI on a day.
     *
     * @param day that rows count for, the anchor date of the KPI
     * @param amount as the KPI has it once the day is final; of a count, the rows over the one day that they are of
     */
    public record ChannelAmount(String kpi, String channel, LocalDate day, Amount amount) {}

    /** Of these KPIs, at least one, which can be added up and whose facts name a channel. */
    public static ChannelFacts of(Contracts contracts, List<KpiDefinition> kpis) {
        return new ChannelFacts(
                contracts,
                kpis.stream().collect(Collectors.groupingBy(KpiDefinition::from, TreeMap::new, Collectors.toList())));
    }

    /**
     * One row of each KPI, channel and day on which the channel has any fact, as {@link #read} takes it.
     *
     * @param facts the rows of a fact table
     */
    public Dataset<Row> perDay(Function<String, Dataset<Row>> facts, LocalDate from, LocalDate to) {
        return kpis.entrySet().stream()
                .map(each -> perDay(each.getKey(), each.getValue(), facts.apply(each.getKey()), from, to))
                .reduce(Dataset::unionByName)
                .orElseThrow();
    }

    private Dataset<Row> perDay(String table, List<KpiDefinition> of, Dataset<Row> rows, LocalDate from, LocalDate to) {
        String day = contracts.table(table).dayColumn().orElseThrow().name();
        int lag = of.stream().mapToInt(KpiDefinition::anchorLagDays).max().orElseThrow();
        Column[] amounts = of.stream().map(ChannelFacts::amounts).toArray(Column[]::new);
        return rows.filter(col(day).between(Date.valueOf(from.minusDays(lag)), Date.valueOf(to)))
                .filter(col(CHANNEL).notEqual(NO_CHANNEL))
                .select(col(CHANNEL), explode(array(amounts)).as("_amount"))
                .filter(col("_amount.date").between(Date.valueOf(from), Date.valueOf(to)))
                .groupBy(
                        col("_amount.kpi").as("kpi"),
                        col(CHANNEL),
                        col("_amount.date").as("date"))
                .agg(
                        // Whole numbers until they are added up, so that the order of rows leaves no trace.
                        sum("_amount.numerator")
                                .multiply(first("_amount.numerator_factor"))
                                .as("numerator"),
                        coalesce(sum("_amount.denominator").multiply(first("_amount.denominator_factor")), lit(1.0))
                                .as("denominator"));
    }

    private static Column amounts(KpiDefinition kpi) {
        UnitAmounts amounts = UnitAmounts.ofFinalDay(kpi).orElseThrow();
        return struct(
                lit(kpi.id()).as("kpi"),
                col(kpi.anchorDate()).as("date"),
                expr(amounts.numerator()).as("numerator"),
                lit(amounts.numeratorFactor()).as("numerator_factor"),
                expr(amounts.denominator().orElse("CAST(NULL AS BIGINT)")).as("denominator"),
                lit(amounts.denominatorFactor()).as("denominator_factor"));
    }

    /** A row of {@link #perDay}. */
    public static ChannelAmount read(Row row) {
        return new ChannelAmount(
                row.getAs("kpi"),
                row.getAs(CHANNEL),
                row.<Date>getAs("date").toLocalDate(),
                new Amount(row.<Double>getAs("numerator"), row.<Double>getAs("denominator")));
    }
}
