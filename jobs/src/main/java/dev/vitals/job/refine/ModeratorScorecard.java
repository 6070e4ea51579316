package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.next_day;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import dev.vitals.stats.Estimate;
import dev.vitals.stats.StandardisedRatio;
import dev.vitals.stats.WeightedShare;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/**
 * One row per moderator and ISO week that is over, on its Sunday: quantity with quality beside it, each with its interval.
 *
 * <p>{@link Scorecard} makes the intervals. Decided:
 *
 * <ul>
 *   <li>Sessions count in the week in which they start, audits in that of their first label, appeals in that of their
 *       last decision, as in the KPIs of teams.
 *   <li>A moderator of whom a week tells nothing has no row; one of whom audits or appeals tell alone has one without
 *       sessions.
 *   <li>Sessions that were computed before expectations were kept have no part in the standardised ratio.
 * </ul>
 *
 * <p>Ruled out: a week that is not over. It would be read as if it were, and a person judged by his Monday.
 */
final class ModeratorScorecard implements Job {
    static final Window WEEK = Window.past(6);
    /** An appeal lies on the day of its submission, and is decided up to 60 days later. */
    static final Window APPEALS = Window.past(66);

    private static final Set<String> COUNTS = Set.of(
            "sessions",
            "active_seconds",
            "decisions",
            "bulk_actions",
            "severe_exposure_seconds",
            "audited_decisions",
            "_correct",
            "judged_appeals",
            "_reversed");

    /** Columns that stay as they were added up. */
    private static final List<String> KEPT = List.of(
            "week_end_date",
            "moderator_id",
            "moderator_team",
            "sessions",
            "active_seconds",
            "decisions",
            "bulk_actions",
            "severe_exposure_seconds",
            "longest_run_seconds",
            "expected_decisions",
            "audited_decisions",
            "judged_appeals");

    private static final String FIGURES_TYPE =
            "array<struct<week_end_date:date,moderator_id:string,moderator_team:string,"
                    + "sessions:bigint,active_seconds:bigint,decisions:bigint,bulk_actions:bigint,"
                    + "severe_exposure_seconds:bigint,longest_run_seconds:bigint,expected_decisions:decimal(20,6),"
                    + "audited_decisions:bigint,judged_appeals:bigint,"
                    + "standardised_ratio:double,standardised_ratio_low:double,standardised_ratio_high:double,"
                    + "accuracy:double,accuracy_low:double,accuracy_high:double,"
                    + "overturn_rate:double,overturn_rate_low:double,overturn_rate_high:double>>";
    private static final UserDefinedFunction FIGURES =
            udf((UDF1<Row, List<Row>>) ModeratorScorecard::figures, Rows.type(FIGURES_TYPE));

    @Override
    public String name() {
        return "refine.moderator_scorecard";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(WEEK.on("silver.moderator_session"), WEEK.on("silver.audit_item"), APPEALS.on("silver.appeal"));
    }

    @Override
    public String writes() {
        return "gold.moderator_scorecard";
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> people = sessions(tables.of("silver.moderator_session"))
                .unionByName(audits(tables.of("silver.audit_item")), true)
                .unionByName(appeals(tables.of("silver.appeal")), true)
                .filter(Rows.among(col("week_end_date"), days))
                .transform(ModeratorScorecard::byPerson);
        Dataset<Row> figures = people.groupBy("week_end_date")
                .agg(collect_list(struct(Rows.columns(people.columns()))).as("_people"))
                .select(inline(FIGURES.apply(struct(col("_people")))));
        return figures.withColumn("week_start_date", date_sub(col("week_end_date"), 6));
    }

    private static Dataset<Row> sessions(Dataset<Row> sessions) {
        Column isExpected = col("expected_decisions").gt(0);
        return sessions.groupBy(week(col("started_date")), col("moderator_id"))
                .agg(
                        max_by(col("moderator_team"), col("started_at")).as("moderator_team"),
                        count(lit(1)).as("sessions"),
                        sum("active_seconds").as("active_seconds"),
                        sum("decisions").as("decisions"),
                        sum("bulk_actions").as("bulk_actions"),
                        sum("severe_exposure_seconds").as("severe_exposure_seconds"),
                        max("longest_run_seconds").as("longest_run_seconds"),
                        sum(when(isExpected, col("expected_decisions")))
                                .cast("decimal(20,6)")
                                .as("expected_decisions"),
                        sum(when(isExpected, col("decisions"))).as("_observed"));
    }

    private static Dataset<Row> audits(Dataset<Row> items) {
        Column isCorrect = col("consensus").equalTo("correct");
        Column square = col("weight").multiply(col("weight"));
        return items.filter(col("moderator_id").isNotNull())
                .filter(col("frame").isin("actioned", "no_action", "automod_released"))
                .filter(col("consensus").notEqual(Consensus.UNCERTAIN))
                .filter(col("weight").gt(0))
                .groupBy(week(col("audit_date")), col("moderator_id"))
                .agg(
                        count(lit(1)).as("audited_decisions"),
                        count(when(isCorrect, lit(1))).as("_correct"),
                        sum(col("weight")).as("_weights"),
                        sum(when(isCorrect, col("weight"))).as("_weights_correct"),
                        sum(square).as("_squares"),
                        sum(when(isCorrect, square)).as("_squares_correct"));
    }

    private static Dataset<Row> appeals(Dataset<Row> appeals) {
        return appeals.filter(col("moderator_id").isNotNull())
                .filter(col("outcome").isin("upheld", "reversed", "partially_reversed"))
                .filter(col("decided_date").isNotNull())
                .groupBy(week(col("decided_date")), col("moderator_id"))
                .agg(
                        count(lit(1)).as("judged_appeals"),
                        count(when(col("outcome").equalTo("reversed"), lit(1))).as("_reversed"));
    }

    /** The Sunday that ends the week of a day. */
    private static Column week(Column day) {
        return next_day(date_sub(day, 1), "SUN").as("week_end_date");
    }

    /** One row of the up to three of a person and week. */
    private static Dataset<Row> byPerson(Dataset<Row> parts) {
        List<Column> columns = new ArrayList<>();
        for (String name : parts.columns()) {
            Column only = max(name);
            if (!name.equals("week_end_date") && !name.equals("moderator_id")) {
                columns.add((COUNTS.contains(name) ? coalesce(only, lit(0L)) : only).as(name));
            }
        }
        return parts.groupBy("week_end_date", "moderator_id")
                .agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    private static List<Row> figures(Row week) {
        List<Row> people = Rows.list(week, "_people");
        List<Scorecard.Figures> figures =
                Scorecard.of(people.stream().map(ModeratorScorecard::work).toList());
        return IntStream.range(0, people.size())
                .mapToObj(i -> row(people.get(i), figures.get(i)))
                .toList();
    }

    private static Scorecard.Work work(Row person) {
        BigDecimal expected = person.getAs("expected_decisions");
        return new Scorecard.Work(
                expected == null
                        ? StandardisedRatio.Work.NONE
                        : new StandardisedRatio.Work(person.getAs("_observed"), expected),
                new WeightedShare.State(
                        person.getAs("audited_decisions"),
                        person.getAs("_correct"),
                        orNothing(person, "_weights"),
                        orNothing(person, "_weights_correct"),
                        orNothing(person, "_squares"),
                        orNothing(person, "_squares_correct")),
                person.getAs("_reversed"),
                person.getAs("judged_appeals"));
    }

    private static BigDecimal orNothing(Row person, String column) {
        BigDecimal amount = person.getAs(column);
        return amount == null ? BigDecimal.ZERO : amount;
    }

    private static Row row(Row person, Scorecard.Figures figures) {
        List<Object> values = new ArrayList<>();
        KEPT.forEach(name -> values.add(person.getAs(name)));
        for (Estimate estimate : List.of(figures.throughput(), figures.accuracy(), figures.overturns())) {
            values.add(orNull(estimate.value()));
            values.add(orNull(estimate.lower()));
            values.add(orNull(estimate.upper()));
        }
        return RowFactory.create(values.toArray());
    }

    private static Double orNull(OptionalDouble number) {
        return number.isPresent() ? (Double) number.getAsDouble() : null;
    }
}
