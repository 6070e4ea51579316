package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.try_divide;
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
import org.apache.spark.sql.expressions.WindowSpec;

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
 *       days before the activity. An activity that names no queue, as a sanction, is work on the queue that its report
 *       was last told to be in.
 *   <li>What is to be expected of a session is what the pace of all sessions of its day makes of its time in each queue
 *       and severity. Of each day, all sessions together do what is expected, so that the figure compares those who
 *       worked on the same day and moves with that day alone. Who works on a queue by himself is compared with himself.
 * </ul>
 *
 * <p>Ruled out: reading severities from silver.report_case. Its days change for two months, and each change would have
 * called for new sessions. A reference of the weeks before: it would call a whole platform that became faster better than
 * expected, and each late event would move a month of figures.
 */
final class ModeratorSession implements Job {
    /** Reports from 60 days before, for their severity; work from the day before to the day after. */
    static final Window REPORTS = new Window(60, 1);

    private static final Window FILED = Window.past(59);
    /** Queue of holds, and of sanctions and lifts that no report led to. */
    private static final String AUTOMOD = "automod";

    private static final String DIRECT = "direct";
    private static final String SESSION_TYPE =
            "array<struct<started_at:timestamp,ended_at:timestamp,active_seconds:bigint,"
                    + "decisions:bigint,bulk_actions:bigint,severe_exposure_seconds:bigint,"
                    + "longest_run_seconds:bigint,strata:array<struct<queue:string,severity:string,"
                    + "active_seconds:bigint,decisions:bigint>>>>";

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
    public boolean hasRowsOnQuietDays() {
        return false;
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
                .transform(work -> withReport(work, reportEvents))
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
                                "is_critical",
                                "queue",
                                "severity")))
                        .as("_work"))
                .select(col("moderator_id"), inline(sessions.apply(struct(col("_work")))))
                .transform(rows -> Dims.moderatorAt(
                        rows,
                        tables,
                        col("moderator_id"),
                        col("started_at"),
                        Map.of("team", "moderator_team", "region", "region")))
                .withColumn("started_date", to_date(col("started_at")))
                .transform(ModeratorSession::withExpectedDecisions);
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
                        Rows.isTrue(row, "is_critical"),
                        new Sessions.Stratum(Rows.text(row, "queue"), Rows.text(row, "severity"))));
        return Sessions.of(work, day -> !day.isBefore(from) && !day.isAfter(to)).stream()
                .map(session -> RowFactory.create(
                        session.startedAt(),
                        session.endedAt(),
                        session.activeSeconds(),
                        session.decisions(),
                        session.bulkActions(),
                        session.severeExposureSeconds(),
                        session.longestRunSeconds(),
                        session.parts().stream().map(ModeratorSession::part).toList()))
                .toList();
    }

    private static Row part(Sessions.Part part) {
        return RowFactory.create(
                part.stratum().queue(), part.stratum().severity(), part.activeSeconds(), part.decisions());
    }

    /** Adds what the pace of everybody on that day leads to, in the time that a session spent in each stratum. */
    private static Dataset<Row> withExpectedDecisions(Dataset<Row> sessions) {
        WindowSpec everybody = org.apache.spark.sql.expressions.Window.partitionBy(
                col("_session.started_date"), col("_part.queue"), col("_part.severity"));
        Column expected = try_divide(
                col("_part.active_seconds").multiply(sum(col("_part.decisions")).over(everybody)),
                sum(col("_part.active_seconds")).over(everybody));
        // Where nobody spent a second there is no pace, and what was done is what was to be expected.
        Column orOwn = coalesce(expected, col("_part.decisions").cast("double"));
        return sessions.select(struct(Rows.columns(sessions.columns())).as("_session"))
                .select(col("_session"), explode(col("_session.strata")).as("_part"))
                .select(col("_session"), round(orOwn, 6).cast("decimal(20,6)").as("_expected"))
                .groupBy("_session")
                .agg(sum(col("_expected")).cast("decimal(20,6)").as("expected_decisions"))
                .select("_session.*", "expected_decisions");
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
                Map.of("report_id", col("report_id"), "queue", col("queue")));
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
                        "severity", col("severity"),
                        "queue", when(col("report_id").isNull(), DIRECT)));
    }

    private static Dataset<Row> holdWork(Dataset<Row> events) {
        return work(
                events.filter(col("kind").equalTo("update"))
                        .filter(lower(col("status")).isin("approved", "denied")),
                "automod",
                col("moderator_id"),
                lit(Sessions.Kind.RESOLVED_HOLD.name()),
                Map.of("same", concat(lit("hold "), col("message_id")), "queue", lit(AUTOMOD)));
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
                        details.getOrDefault("severity", none).as("severity"),
                        details.getOrDefault("queue", none).as("queue"));
    }

    /** Adds is_critical, and severity and queue where the activity does not tell them, from the item's report. */
    private static Dataset<Row> withReport(Dataset<Row> work, Dataset<Row> reportEvents) {
        Column isCreation = col("activity").equalTo("created");
        Dataset<Row> told = reportEvents.filter(isCreation.or(col("queue").isNotNull()));
        Column event = struct(
                col("event_at"), col("queue"), when(isCreation, col("severity")).as("severity"), col("event_date"));
        return Matches.with(work, col("report_id"), told, col("report_id"), event, "_told")
                .withColumn(
                        "_is_critical",
                        exists(
                                col("_told"),
                                one -> isFiled(one).and(one.getField("severity").equalTo("critical"))))
                .withColumn(
                        "_filed",
                        Matches.greatest(
                                "_told",
                                one -> isFiled(one).and(one.getField("severity").isNotNull())))
                .withColumn(
                        "_queued",
                        Matches.greatest(
                                "_told",
                                one -> isFiled(one)
                                        .and(one.getField("queue").isNotNull())
                                        .and(one.getField("event_at").leq(col("event_at")))))
                .withColumn(
                        "is_critical",
                        coalesce(col("severity").equalTo("critical"), lit(false))
                                .or(coalesce(col("_is_critical"), lit(false))))
                .withColumn("severity", coalesce(col("severity"), col("_filed.severity")))
                .withColumn("queue", coalesce(col("queue"), col("_queued.queue")))
                .drop("_told", "_is_critical", "_filed", "_queued");
    }

    private static Column isFiled(Column told) {
        return FILED.holds(told.getField("event_date"), col("event_date"));
    }
}
