package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/**
 * One row per working session of a human moderator, on the day on which it began.
 *
 * <p>{@link Sessions} says how work is cut and counted. Decided:
 *
 * <ul>
 *   <li>Work is what somebody did himself: a report viewed, escalated, decided, closed, reopened or merged; a hold
 *       approved or denied; a sanction or a lift. Being assigned a report is no work, filing one or withdrawing it is
 *       the reporter's.
 *   <li>Automated activities, known bots and actors that the log calls automod, bot or system have no sessions. An
 *       actor of unknown type counts as human.
 *   <li>An item is of critical severity when its action or its report says so; the report may have been filed up to 59
 *       days before the activity.
 * </ul>
 *
 * <p>Ruled out: reading severities from silver.report_case. Its days change for two months, and each change would have
 * called for new sessions.
 */
final class ModeratorSession implements Job {
    /** Reports from 60 days before, for their severity; work from the day before to the day after. */
    static final Window REPORTS = new Window(60, 1);

    private static final Window FILED = Window.past(59);
    private static final String SESSION_TYPE =
            "array<struct<started_at:timestamp,ended_at:timestamp,active_seconds:bigint,"
                    + "decisions:bigint,bulk_actions:bigint,severe_exposure_seconds:bigint>>";

    @Override
    public String name() {
        return "refine.moderator_session";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                REPORTS.on("bronze.report_event"),
                Sessions.WORK.on("bronze.enforcement_event"),
                Sessions.WORK.on("bronze.automod_event"),
                Input.whole(Dims.MODERATOR),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.moderator_session";
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        LocalDate from = days.from();
        LocalDate to = days.to();
        UserDefinedFunction sessions =
                udf((UDF1<Row, List<Row>>) row -> sessions(row, from, to), Rows.type(SESSION_TYPE));
        Dataset<Row> reportEvents = tables.of("bronze.report_event");
        return reportWork(reportEvents)
                .unionByName(enforcementWork(SharedDeletions.once(tables.of("bronze.enforcement_event"))))
                .unionByName(holdWork(tables.of("bronze.automod_event")))
                .filter(col("event_date").between(lit(from.minusDays(1)), lit(to.plusDays(1))))
                .transform(work -> withReportSeverity(work, reportEvents))
                .transform(work -> Dims.botAt(work, tables, col("moderator_id"), col("event_at"), "_is_bot"))
                .filter(not(col("_is_bot")))
                .groupBy("moderator_id")
                .agg(collect_list(struct(Rows.columns(
                                "event_at",
                                "event_id",
                                "kind",
                                "report_id",
                                "bulk_id",
                                "same",
                                "log_type",
                                "is_critical")))
                        .as("_work"))
                .select(col("moderator_id"), inline(sessions.apply(struct(col("_work")))))
                .transform(rows -> Dims.moderatorAt(
                        rows,
                        tables,
                        col("moderator_id"),
                        col("started_at"),
                        Map.of("team", "moderator_team", "region", "region")))
                .withColumn("started_date", to_date(col("started_at")));
    }

    private static List<Row> sessions(Row moderator, LocalDate from, LocalDate to) {
        List<Sessions.Activity> work = Rows.list(
                moderator,
                "_work",
                row -> new Sessions.Activity(
                        Rows.instant(row, "event_at"),
                        Rows.text(row, "event_id"),
                        Sessions.Kind.valueOf(Rows.text(row, "kind")),
                        Rows.text(row, "report_id"),
                        Rows.text(row, "bulk_id"),
                        Rows.text(row, "same"),
                        Rows.text(row, "log_type"),
                        Rows.isTrue(row, "is_critical")));
        return Sessions.of(work, day -> !day.isBefore(from) && !day.isAfter(to)).stream()
                .map(session -> RowFactory.create(
                        session.startedAt(),
                        session.endedAt(),
                        session.activeSeconds(),
                        session.decisions(),
                        session.bulkActions(),
                        session.severeExposureSeconds()))
                .toList();
    }

    private static Dataset<Row> reportWork(Dataset<Row> events) {
        Column activity = col("activity");
        return work(
                events.filter(activity.isin("first_viewed", "escalated", "decided", "closed", "reopened", "merged"))
                        .filter(not(coalesce(col("is_automated"), lit(false)))),
                "report",
                col("moderator_id"),
                when(activity.equalTo("decided"), Sessions.Kind.DECIDED.name())
                        .when(
                                activity.equalTo("closed").and(col("decision").isNotNull()),
                                Sessions.Kind.CLOSED_WITH_DECISION.name())
                        .otherwise(Sessions.Kind.HANDLED.name()),
                Map.of("report_id", col("report_id")));
    }

    private static Dataset<Row> enforcementWork(Dataset<Row> events) {
        Column isSanction = ActionKinds.isSanction(col("action"));
        Column same = concat_ws(
                "|",
                col("action"),
                coalesce(col("subject_user_id"), lit("")),
                coalesce(col("channel_id"), lit("")),
                coalesce(col("message_id"), lit("")));
        return work(
                events.filter(coalesce(col("actor_type"), lit("human")).isin("human", "staff")),
                "enforcement",
                col("actor_id"),
                when(isSanction, Sessions.Kind.SANCTIONED.name()).otherwise(Sessions.Kind.LIFTED.name()),
                Map.of(
                        "report_id", col("report_id"),
                        "bulk_id", col("bulk_id"),
                        "same", same,
                        "log_type", col("log_type"),
                        "severity", col("severity")));
    }

    private static Dataset<Row> holdWork(Dataset<Row> events) {
        return work(
                events.filter(col("kind").equalTo("update"))
                        .filter(lower(col("status")).isin("approved", "denied")),
                "automod",
                col("moderator_id"),
                lit(Sessions.Kind.RESOLVED_HOLD.name()),
                Map.of("same", concat(lit("hold "), col("message_id"))));
    }

    private static Dataset<Row> work(
            Dataset<Row> events, String log, Column moderator, Column kind, Map<String, Column> details) {
        Column none = lit(null).cast("string");
        return events.filter(moderator.isNotNull())
                .select(
                        moderator.as("moderator_id"),
                        col("event_at"),
                        col("event_date"),
                        concat(lit(log + " "), col("event_id")).as("event_id"),
                        kind.as("kind"),
                        details.getOrDefault("report_id", none).as("report_id"),
                        details.getOrDefault("bulk_id", none).as("bulk_id"),
                        details.getOrDefault("same", none).as("same"),
                        details.getOrDefault("log_type", none).as("log_type"),
                        details.getOrDefault("severity", none).as("severity"));
    }

    /** Adds is_critical from the item itself or its report. */
    private static Dataset<Row> withReportSeverity(Dataset<Row> work, Dataset<Row> reportEvents) {
        Dataset<Row> critical = reportEvents
                .filter(col("activity").equalTo("created").and(col("severity").equalTo("critical")))
                .groupBy(col("report_id").as("_report_id"))
                .agg(collect_set(col("event_date")).as("_filed"));
        Column isFiled = exists(col("_filed"), day -> FILED.holds(day, col("event_date")));
        return work.join(critical, col("report_id").equalTo(col("_report_id")), "left")
                .withColumn(
                        "is_critical",
                        coalesce(col("severity").equalTo("critical"), lit(false))
                                .or(coalesce(isFiled, lit(false))))
                .drop("_report_id", "_filed");
    }
}
