package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
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
 * One row per appeal, on the day on which it was submitted, with its outcome within 60 days and the decision it
 * questions.
 *
 * <p>{@link AppealCourse} says how its log is read. Decided:
 *
 * <ul>
 *   <li>One that is submitted again within 7 days is one appeal, submitted at the first time. One that is decided
 *       without a submission in the 60 days before is a row of the day of its first decision, so that logs which
 *       begin later than their appeals, or tell decisions alone, lose none.
 *   <li>The questioned decision is looked for in the 90 days before: the action that the appeal names; else the
 *       decision of the report that it names, with the first action that the report had led to by then; else, as an
 *       unban request names nothing, the last ban of the person in the channel.
 *   <li>The questioned facts come from the silver tables, so that an appeal shows the trigger and category of its
 *       action.
 * </ul>
 */
final class Appeal implements Job {
    static final Window EVENTS = new Window(60, 60);
    static final Window QUESTIONED = Window.past(90);

    private static final Window EARLIER = Window.past(7);
    private static final Window LATER = new Window(0, 60);
    private static final Window BEFORE = Window.past(60);

    /** What an appeal takes over from an action, the latest the greatest. */
    private static final Column ACTION = struct(
            col("action_at"),
            col("action_id"),
            col("action"),
            col("subject_user_id"),
            col("channel_id"),
            col("category"),
            col("trigger"),
            col("action_date"),
            ActionKinds.humanActor().as("moderator_id"));

    private static final UserDefinedFunction COURSE = udf(
            (UDF1<Row, Row>) Appeal::course,
            Rows.type(
                    "struct<begun_at:timestamp,submitted_at:timestamp,action_id:string,report_id:string,subject_user_id:string,"
                            + "channel_id:string,is_withdrawn:boolean,decided_at:timestamp,outcome:string,"
                            + "reviewer_id:string>"));

    @Override
    public String name() {
        return "refine.appeal";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                EVENTS.on("bronze.appeal_event"),
                QUESTIONED.on("silver.enforcement_action"),
                QUESTIONED.on("silver.report_case"),
                Input.whole(Dims.CHANNEL),
                Input.whole(Dims.MODERATOR));
    }

    @Override
    public String writes() {
        return "silver.appeal";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        return appeals(tables.of("bronze.appeal_event"), days)
                .transform(rows -> withNamedAction(rows, tables.of("silver.enforcement_action")))
                .transform(rows -> withNamedReport(rows, tables))
                .transform(rows -> withLastBan(rows, tables.of("silver.enforcement_action")))
                .withColumn("_action", coalesce(col("_named"), col("_last_ban"), col("_led")))
                .withColumn(
                        "channel_id", coalesce(col("channel_id"), col("_action.channel_id"), col("_report.channel_id")))
                .transform(rows -> Dims.channelAt(
                        rows,
                        tables,
                        col("_asked_at"),
                        Map.of("language", "language", "region", "region", "tier", "channel_tier")))
                .transform(Appeal::withQuestioned)
                .transform(rows -> Dims.moderatorAt(
                        rows, tables, col("moderator_id"), col("questioned_at"), Map.of("team", "moderator_team")))
                .transform(Appeal::columns);
    }

    /** An appeal for each day on which it was submitted first, as its events of the window tell it. */
    private static Dataset<Row> appeals(Dataset<Row> events, Days days) {
        Dataset<Row> submitted = events.filter(col("kind").equalTo("submitted"));
        Dataset<Row> earlier = submitted.select(
                col("appeal_id").as("_appeal_id"), col("event_date").as("_date"));
        Column isAgain = col("_appeal_id")
                .equalTo(col("appeal_id"))
                .and(col("_date").lt(col("submitted_date")))
                .and(EARLIER.holds(col("_date"), col("submitted_date")));
        Dataset<Row> submissions = submitted
                .filter(Rows.among(col("event_date"), days))
                .select(col("appeal_id"), col("event_date").as("submitted_date"))
                .distinct()
                .join(earlier, isAgain, "left_anti")
                .unionByName(decidedAlone(events, days));
        Dataset<Row> logs = events.groupBy(col("appeal_id").as("_appeal_id"))
                .agg(collect_list(struct(Rows.columns(AppealCourse.COLUMNS))).as("_log"));
        return submissions
                .join(logs, col("_appeal_id").equalTo(col("appeal_id")))
                .withColumn("_course", COURSE.apply(struct(col("submitted_date"), col("_log"))))
                .select("appeal_id", "submitted_date", "_course.*")
                .withColumn("_asked_at", coalesce(col("submitted_at"), col("decided_at"), col("begun_at")));
    }

    /** Days of the first decision on appeals that nothing tells of before. */
    private static Dataset<Row> decidedAlone(Dataset<Row> events, Days days) {
        Dataset<Row> before = events.filter(col("kind").isin("submitted", "decided"))
                .select(
                        col("appeal_id").as("_appeal_id"),
                        col("kind").as("_kind"),
                        col("event_date").as("_date"));
        Column isFollowUp = col("_appeal_id")
                .equalTo(col("appeal_id"))
                .and(BEFORE.holds(col("_date"), col("submitted_date")))
                .and(col("_kind").equalTo("submitted").or(col("_date").lt(col("submitted_date"))));
        return events.filter(col("kind").equalTo("decided"))
                .filter(Rows.among(col("event_date"), days))
                .select(col("appeal_id"), col("event_date").as("submitted_date"))
                .distinct()
                .join(before, isFollowUp, "left_anti");
    }

    private static Row course(Row appeal) {
        Object date = appeal.getAs("submitted_date");
        LocalDate day = LocalDate.parse(date.toString());
        List<AppealCourse.Event> log = Rows.list(appeal, "_log", AppealCourse.Event::of).stream()
                .filter(event -> LATER.holds(event.at(), day))
                .toList();
        AppealCourse course = AppealCourse.of(log);
        return RowFactory.create(
                course.begunAt(),
                course.submittedAt(),
                AppealCourse.firstOf(log, AppealCourse.Event::actionId),
                AppealCourse.firstOf(log, AppealCourse.Event::reportId),
                AppealCourse.firstOf(log, AppealCourse.Event::subjectUserId),
                AppealCourse.firstOf(log, AppealCourse.Event::channelId),
                course.isWithdrawn(),
                course.decidedAt(),
                course.outcome(),
                course.reviewerId());
    }

    private static Dataset<Row> withNamedAction(Dataset<Row> appeals, Dataset<Row> actions) {
        return Matches.with(appeals, col("action_id"), actions, col("action_id"), ACTION, "_actions")
                .withColumn("_named", Matches.greatest("_actions", action -> isSeen(action, "action_date")))
                .drop("_actions");
    }

    private static Dataset<Row> withNamedReport(Dataset<Row> appeals, Tables tables) {
        Dataset<Row> reports = tables.of("silver.report_case");
        Dataset<Row> actions = tables.of("silver.enforcement_action");
        Column report = struct("created_at", "decided_at", "category", "channel_id", "created_date", "moderator_id");
        return appeals.transform(
                        rows -> Matches.with(rows, col("report_id"), reports, col("report_id"), report, "_reports"))
                .withColumn("_report", Matches.greatest("_reports", filed -> isSeen(filed, "created_date")))
                .transform(rows -> Matches.with(rows, col("report_id"), actions, col("report_id"), ACTION, "_actions"))
                .withColumn("_led", Matches.least("_actions", Appeal::isEarlier))
                .drop("_reports", "_actions");
    }

    private static Dataset<Row> withLastBan(Dataset<Row> appeals, Dataset<Row> actions) {
        Column ban = AppealLinks.banKey(col("subject_user_id"), col("channel_id"));
        Column namesNothing = col("action_id").isNull().and(col("report_id").isNull());
        Dataset<Row> bans = actions.filter(col("action").equalTo(ActionKinds.BAN));
        return Matches.with(appeals, when(namesNothing, ban), bans, ban, ACTION, "_bans")
                .withColumn("_last_ban", Matches.greatest("_bans", Appeal::isEarlier))
                .drop("_bans");
    }

    private static Column isEarlier(Column action) {
        return isSeen(action, "action_date").and(action.getField("action_at").leq(col("_asked_at")));
    }

    private static Column isSeen(Column found, String day) {
        return QUESTIONED.holds(found.getField(day), col("submitted_date"));
    }

    /** Adds who took the questioned decision, and when. */
    private static Dataset<Row> withQuestioned(Dataset<Row> rows) {
        // A decision after the appeal is another one: the report was opened again.
        Column ofReport = when(
                col("_report.decided_at").leq(col("_asked_at")),
                struct(
                        col("_report.decided_at").as("at"),
                        col("_report.moderator_id").as("moderator_id")));
        Column questioned = coalesce(taken("_named"), taken("_last_ban"), ofReport, taken("_led"));
        return rows.withColumn("_questioned", questioned)
                .withColumn("questioned_at", col("_questioned.at"))
                .withColumn("moderator_id", col("_questioned.moderator_id"));
    }

    private static Column taken(String action) {
        return when(
                col(action).isNotNull(),
                struct(
                        col(action + ".action_at").as("at"),
                        col(action + ".moderator_id").as("moderator_id")));
    }

    private static Dataset<Row> columns(Dataset<Row> rows) {
        return rows.select(
                col("appeal_id"),
                col("submitted_at"),
                col("submitted_date"),
                coalesce(col("action_id"), col("_last_ban.action_id"), col("_led.action_id"))
                        .as("action_id"),
                col("report_id"),
                col("questioned_at"),
                col("_action.action").as("action"),
                coalesce(col("subject_user_id"), col("_action.subject_user_id")).as("subject_user_id"),
                col("channel_id"),
                col("is_withdrawn"),
                col("decided_at"),
                to_date(col("decided_at")).as("decided_date"),
                col("outcome"),
                col("reviewer_id"),
                coalesce(col("_report.category"), col("_action.category")).as("category"),
                col("language"),
                col("region"),
                col("channel_tier"),
                col("_action.trigger").as("trigger"),
                col("moderator_id"),
                col("moderator_team"));
    }
}
