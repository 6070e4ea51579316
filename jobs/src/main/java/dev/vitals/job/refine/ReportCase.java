package dev.vitals.job.refine;

import static org.apache.spark.sql.expressions.Window.partitionBy;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/**
 * One row per report, on the day on which it was filed, with all that became of it within 60 days.
 *
 * <p>{@link ReportLife} says how its log is read and {@link SubjectReports} which report opens a case or belongs to a
 * brigade. Decided here:
 *
 * <ul>
 *   <li>A report that the log creates twice within 7 days is one report, filed at the first time.
 *   <li>Activities of a report that was never created make no row; a report's attributes are those of its creation.
 *   <li>A decision is automated when the log says so or a known bot took it; then no moderator is named.
 *   <li>An appeal is against the report's decision when it names the report or an action that its decisions led to.
 *       The audit label is the consensus of the audit that began last.
 * </ul>
 *
 * <p>Ruled out: taking a decision for the end of every report. Logs that close after deciding would then show
 * resolutions that are too short.
 */
final class ReportCase implements Job {
    static final Window EVENTS = new Window(7, 60);
    static final Window FOLLOW_UP = new Window(0, 60);

    private static final UserDefinedFunction LIFE = udf(
            (UDF1<Row, Row>) ReportCase::life,
            Rows.type("struct<first_action_at:timestamp,first_response_at:timestamp,first_response_kind:string,"
                    + "first_closed_at:timestamp,first_end_kind:string,"
                    + "closed_at:timestamp,end_kind:string,reopened_count:int,"
                    + "open_periods:array<struct<opened_at:timestamp,ended_at:timestamp>>,assigned_at:timestamp,"
                    + "decided_at:timestamp,decision:string,decider_id:string,was_automated:boolean,"
                    + "close_reason:string,merged_into:string,queue:string,"
                    + "queues:array<struct<queued_at:timestamp,queue:string>>,action_ids:array<string>,"
                    + "has_negative_lag:boolean,handling_began_at:timestamp,handling_ended_at:timestamp,"
                    + "handling_end_kind:string>"));

    private static final UserDefinedFunction STANDINGS = udf(
            (UDF1<Row, List<Row>>) ReportCase::standings,
            Rows.type("array<struct<event_id:string,opens_case:boolean,is_brigaded:boolean>>"));

    private static final UserDefinedFunction APPEAL_OUTCOME =
            udf((UDF1<Row, String>) ReportCase::appealOutcome, Rows.type("string"));

    private static final UserDefinedFunction AUDIT_LABEL =
            udf((UDF1<Row, String>) ReportCase::auditLabel, Rows.type("string"));

    @Override
    public String name() {
        return "refine.report_case";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                EVENTS.on("bronze.report_event"),
                FOLLOW_UP.on("bronze.appeal_event"),
                FOLLOW_UP.on("bronze.audit_label"),
                Input.whole(Dims.CHANNEL),
                Input.whole(Dims.MODERATOR),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.report_case";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> events = tables.of("bronze.report_event");
        Dataset<Row> created = events.filter(col("activity").equalTo("created"));
        return firstCreations(created, days)
                .transform(reports -> withLife(reports, events))
                .transform(reports -> withStanding(reports, created))
                .transform(reports -> withDecider(reports, tables))
                .transform(reports -> withAppealOutcome(reports, tables.of("bronze.appeal_event")))
                .transform(reports -> withAuditLabel(reports, tables.of("bronze.audit_label")))
                .transform(reports -> withChannel(reports, tables))
                .transform(ReportCase::columns);
    }

    /** The creations of the days, but not those that repeat one of the 7 days before. */
    private static Dataset<Row> firstCreations(Dataset<Row> created, Days days) {
        Column before = lag("event_date", 1).over(partitionBy("report_id").orderBy("event_at", "event_id"));
        return created.withColumn("_before", before)
                .filter(Rows.among(col("event_date"), days))
                .filter(not(coalesce(EVENTS.holds(col("_before"), col("event_date")), lit(false))))
                .drop("_before");
    }

    private static Dataset<Row> withLife(Dataset<Row> reports, Dataset<Row> events) {
        Dataset<Row> logs = events.filter(col("activity").notEqual("created"))
                .groupBy(col("report_id").as("_report_id"))
                .agg(collect_list(struct(Rows.columns(
                                "event_at",
                                "event_id",
                                "activity",
                                "moderator_id",
                                "queue",
                                "decision",
                                "action_ids",
                                "merged_into",
                                "is_automated",
                                "close_reason")))
                        .as("_log"));
        return reports.join(logs, col("_report_id").equalTo(col("report_id")), "left")
                .withColumn("_life", LIFE.apply(struct(Rows.columns("event_at", "queue", "_log"))))
                .drop("_report_id", "_log");
    }

    private static Row life(Row report) {
        LocalDate day = Rows.day(Rows.instant(report, "event_at"));
        List<ReportLife.Activity> log = Rows.list(report, "_log", ReportCase::activity).stream()
                .filter(activity -> EVENTS.holds(activity.at(), day))
                .toList();
        ReportLife life = ReportLife.of(Rows.instant(report, "event_at"), Rows.text(report, "queue"), log);
        ReportLife.Activity end = life.last().end();
        ReportLife.Activity decision = life.decision();
        ReportLife.Response response = life.firstResponse();
        return RowFactory.create(
                life.firstActionAt(),
                response == null ? null : response.at(),
                response == null ? null : response.kind(),
                life.first().endedAt(),
                life.first().endKind(),
                life.last().endedAt(),
                life.last().endKind(),
                life.reopenedCount(),
                life.stretches().stream()
                        .map(stretch -> RowFactory.create(stretch.openedAt(), stretch.endedAt()))
                        .toList(),
                life.assignedAt(),
                decision == null ? null : decision.at(),
                decision == null ? null : decision.decision(),
                decision == null ? null : decision.moderatorId(),
                decision == null ? null : Boolean.TRUE.equals(decision.isAutomated()),
                end == null ? null : end.closeReason(),
                end == null ? null : end.mergedInto(),
                life.queue(),
                life.queues().stream()
                        .map(queued -> RowFactory.create(queued.at(), queued.queue()))
                        .toList(),
                life.actionIds(),
                life.hasNegativeLag(),
                life.handling().beganAt(),
                life.handling().endedAt(),
                life.handling().endKind());
    }

    private static ReportLife.Activity activity(Row row) {
        return new ReportLife.Activity(
                Rows.instant(row, "event_at"),
                Rows.text(row, "event_id"),
                Rows.text(row, "activity"),
                Rows.text(row, "moderator_id"),
                Rows.text(row, "queue"),
                Rows.text(row, "decision"),
                Rows.<String>list(row, "action_ids").stream()
                        .filter(Objects::nonNull)
                        .toList(),
                Rows.text(row, "merged_into"),
                row.getAs("is_automated"),
                Rows.text(row, "close_reason"));
    }

    /** Adds opens_case and is_brigaded; a report without a subject is a case of its own. */
    private static Dataset<Row> withStanding(Dataset<Row> reports, Dataset<Row> created) {
        Dataset<Row> standings = created.filter(col("subject_id").isNotNull())
                .groupBy("subject_type", "subject_id")
                .agg(collect_list(struct(col("event_at"), told().as("event_id"), col("report_id"), col("reporter_id")))
                        .as("_filed"))
                .select(inline(STANDINGS.apply(struct(col("_filed")))))
                .withColumnRenamed("event_id", "_event_id");
        return reports.join(standings, col("_event_id").equalTo(told()), "left")
                .withColumn("opens_case", coalesce(col("opens_case"), lit(true)))
                .withColumn("is_brigaded", coalesce(col("is_brigaded"), lit(false)))
                .drop("_event_id");
    }

    /** One telling of an event: a report that is created again on a later day is told twice under the same id. */
    private static Column told() {
        return concat_ws("@", col("event_id"), col("event_at").cast("string"));
    }

    private static List<Row> standings(Row subject) {
        List<SubjectReports.Filed> filed = Rows.list(
                subject,
                "_filed",
                row -> new SubjectReports.Filed(
                        Rows.instant(row, "event_at"),
                        Rows.text(row, "event_id"),
                        Rows.text(row, "report_id"),
                        Rows.text(row, "reporter_id")));
        return SubjectReports.of(filed).stream()
                .map(standing -> RowFactory.create(standing.eventId(), standing.opensCase(), standing.isBrigaded()))
                .toList();
    }

    private static Dataset<Row> withDecider(Dataset<Row> reports, Tables tables) {
        Column id = col("_life.decider_id");
        Column at = col("_life.decided_at");
        return reports.transform(rows -> Dims.botAt(rows, tables, id, at, "_by_bot"))
                .transform(rows -> Dims.moderatorAt(rows, tables, id, at, Map.of("team", "_team")))
                .withColumn(
                        "_automated",
                        when(at.isNotNull(), col("_life.was_automated").or(col("_by_bot"))));
    }

    private static Dataset<Row> withAppealOutcome(Dataset<Row> reports, Dataset<Row> appealEvents) {
        Column keys = array_union(
                array(AppealLinks.reportKey(col("report_id"))),
                transform(col("_life.action_ids"), AppealLinks::actionKey));
        return reports.withColumn("_keys", keys)
                .transform(rows -> AppealLinks.withAppeals(rows, told(), col("_keys"), appealEvents))
                .withColumn(
                        "appeal_outcome", APPEAL_OUTCOME.apply(struct(Rows.columns("event_at", "_keys", "appeals"))))
                .drop("appeals", "_keys");
    }

    private static String appealOutcome(Row report) {
        LocalDate day = Rows.day(Rows.instant(report, "event_at"));
        Set<String> keys = Set.copyOf(Rows.list(report, "_keys"));
        return AppealLinks.seen(report, "appeals", event -> FOLLOW_UP.holds(event.at(), day)).stream()
                .filter(log -> AppealCourse.named(log).stream().anyMatch(keys::contains))
                .map(AppealCourse::of)
                .filter(course -> course.decidedAt() != null && course.outcome() != null)
                .max(Comparator.comparing(AppealCourse::decidedAt).thenComparing(AppealCourse::outcome))
                .map(AppealCourse::outcome)
                .orElse(null);
    }

    private static Dataset<Row> withAuditLabel(Dataset<Row> reports, Dataset<Row> labels) {
        Column decisions = array_union(array(col("report_id")), col("_life.action_ids"));
        Column judged = coalesce(col("decision_id"), col("item_id"));
        Column label = struct("audit_id", "item_id", "event_at", "event_id", "rater_id", "label");
        return Matches.withAny(reports, told(), decisions, labels, judged, label, "_labels")
                .withColumn("audit_label", AUDIT_LABEL.apply(struct(Rows.columns("event_at", "_labels"))))
                .drop("_labels");
    }

    private static String auditLabel(Row report) {
        LocalDate day = Rows.day(Rows.instant(report, "event_at"));
        Map<String, List<Consensus.Label>> audits = new TreeMap<>();
        for (Row row : Rows.<Row>list(report, "_labels")) {
            Consensus.Label label = Consensus.Label.of(row);
            if (FOLLOW_UP.holds(label.at(), day)) {
                String audit = Rows.text(row, "audit_id") + "|" + Rows.text(row, "item_id");
                audits.computeIfAbsent(audit, any -> new ArrayList<>()).add(label);
            }
        }
        return audits.values().stream()
                .max(Comparator.comparing(Consensus::begin))
                .map(Consensus::of)
                .orElse(null);
    }

    private static Dataset<Row> withChannel(Dataset<Row> reports, Tables tables) {
        return Dims.channelAt(
                reports,
                tables,
                col("event_at"),
                Map.of("language", "_language", "region", "region", "tier", "channel_tier"));
    }

    private static Dataset<Row> columns(Dataset<Row> reports) {
        return reports.select(
                col("report_id"),
                col("event_at").as("created_at"),
                col("event_date").as("created_date"),
                col("report_source"),
                col("reporter_id"),
                col("subject_type"),
                col("subject_id"),
                col("subject_user_id"),
                col("opens_case"),
                col("channel_id"),
                col("category"),
                col("severity"),
                coalesce(col("language"), col("_language")).as("language"),
                col("region"),
                col("surface"),
                col("channel_tier"),
                col("_life.queue"),
                col("_life.queues"),
                col("_life.first_action_at"),
                col("_life.first_response_at"),
                col("_life.first_response_kind"),
                col("_life.first_closed_at"),
                col("_life.first_end_kind"),
                col("_life.closed_at"),
                col("_life.end_kind"),
                col("_life.reopened_count"),
                col("_life.open_periods"),
                col("_life.assigned_at"),
                col("_life.decided_at"),
                col("_life.decision"),
                col("_automated").as("is_automated"),
                when(col("_automated").equalTo(false), col("_life.decider_id")).as("moderator_id"),
                when(col("_automated").equalTo(false), col("_team")).as("moderator_team"),
                col("_life.close_reason"),
                col("_life.merged_into"),
                Sla.dueAt(col("event_at"), col("severity")).as("sla_due_at"),
                to_date(Sla.dueAt(col("event_at"), col("severity"))).as("sla_due_date"),
                col("_life.has_negative_lag"),
                col("appeal_outcome"),
                col("audit_label"),
                col("is_brigaded"),
                col("_life.handling_began_at"),
                col("_life.handling_ended_at"),
                col("_life.handling_end_kind"));
    }
}
