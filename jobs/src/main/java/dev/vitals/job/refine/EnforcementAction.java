package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/**
 * One row per sanction, on the day on which it took effect, with what led to it and what became of it within 60 days.
 *
 * <p>{@link Tellings} says which log lines are one sanction, {@link Discovery} what triggered it, {@link
 * SubjectHistory} its strike number and what followed, {@link SanctionEnd} how it ended. Decided here:
 *
 * <ul>
 *   <li>An account that a dimension knows as a bot is one, whatever the log says of the actor.
 *   <li>An appeal is against the sanction when it names one of the action ids under which it was told; when it names
 *       the report that led to it and was submitted since, for an earlier one questions the decision not to act; or when
 *       it names nothing, and the sanction is the last ban of that person in that channel before it.
 *   <li>The message, reports on it and holds of it are looked for on the day of the sanction and shortly before; see
 *       the windows.
 *   <li>A deletion that an IRC log tells by names alone is of the channel and author of its message; see {@link
 *       MessageContext}. Its strike number still counts under the name that the log gave, for the messages of the
 *       person's earlier deletions lie too far back to be read.
 *   <li>A planned end counts as passed when it lies within what is seen: 60 days, or up to the last visible day.
 * </ul>
 */
final class EnforcementAction implements Job {
    static final Window EVENTS = new Window(90, 60);
    static final Window FOLLOW_UP = new Window(0, 60);

    private static final UserDefinedFunction DISCOVERY = udf(
            (UDF1<Row, Row>) EnforcementAction::discovery,
            Rows.type("struct<trigger:string,first_detection_at:timestamp>"));

    private static final String COURSE_TYPE = "struct<ended_at:timestamp,end_kind:string,appealed_at:timestamp,"
            + "appeal_decided_at:timestamp,appeal_outcome:string,restored_at:timestamp>";

    private static final String STANDING_TYPE =
            "array<struct<_event_id:string,strike_number:int,lifted_at:timestamp,repeated_at:timestamp>>";

    @Override
    public String name() {
        return "refine.enforcement_action";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                EVENTS.on("bronze.enforcement_event"),
                Input.sameDay("silver.acted_message"),
                Input.sameDay("silver.incident"),
                MessageContext.LED_BY.on("bronze.report_event"),
                MessageContext.MESSAGE.on("bronze.automod_event"),
                FOLLOW_UP.on("bronze.appeal_event"),
                Input.whole(Dims.CHANNEL),
                Input.whole(Dims.MODERATOR),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.enforcement_action";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    /** What was to end by then has ended, and a sanction is followed until the end of its window. */
    @Override
    public Optional<Column> turnedByTime(LocalDate seen, LocalDate asOf) {
        Column isFollowed = col("action_date").gt(lit(seen.minusDays(FOLLOW_UP.ahead())));
        Column endsSince = col("planned_end_at")
                .gt(lit(startOf(seen.plusDays(1))))
                .and(col("planned_end_at").leq(lit(startOf(asOf.plusDays(1)))));
        return Optional.of(isFollowed.and(endsSince));
    }

    private static Timestamp startOf(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> events = tables.of("bronze.enforcement_event");
        Dataset<Row> sanctions =
                Sanctions.of(events.filter(col("event_date").leq(lit(days.to().plusDays(1)))));
        return sanctions
                .filter(Rows.among(col("event_date"), days))
                .transform(rows -> withStanding(rows, sanctions, events, days))
                .transform(rows -> withActor(rows, tables))
                .transform(rows -> MessageContext.withMessage(rows, tables))
                .transform(rows -> MessageContext.withReport(rows, tables))
                .withColumn("_discovery", DISCOVERY.apply(struct(col("*"))))
                .transform(rows -> withCourse(rows, tables.of("bronze.appeal_event"), days))
                .transform(rows -> Dims.channelAt(
                        rows,
                        tables,
                        col("event_at"),
                        Map.of("language", "language", "region", "region", "tier", "channel_tier")))
                .transform(rows -> HostileRaids.mark(rows, "event_date", tables.of("silver.incident")))
                .transform(EnforcementAction::columns);
    }

    /** Adds strike_number, lifted_at and repeated_at; null without a subject. */
    private static Dataset<Row> withStanding(
            Dataset<Row> rows, Dataset<Row> sanctions, Dataset<Row> events, Days days) {
        LocalDate from = days.from();
        LocalDate to = days.to();
        UserDefinedFunction standings =
                udf((UDF1<Row, List<Row>>) subject -> standings(subject, from, to), Rows.type(STANDING_TYPE));
        Column[] line = Rows.columns(
                "subject_user_id", "event_at", "event_id", "action_id", "action", "channel_id", "log_type");
        Dataset<Row> followUps = events.filter(col("event_date").geq(lit(from)));
        Dataset<Row> history = sanctions
                .select(line)
                .withColumn("is_sanction", lit(true))
                .unionByName(followUps.select(line).withColumn("is_sanction", lit(false)))
                .filter(col("subject_user_id").isNotNull())
                .groupBy("subject_user_id")
                .agg(collect_list(struct(
                                col("event_at"),
                                told().as("event_id"),
                                col("action_id"),
                                col("action"),
                                col("channel_id"),
                                col("log_type"),
                                col("is_sanction")))
                        .as("_lines"))
                .select(inline(standings.apply(struct(col("_lines")))));
        return rows.join(history, col("_event_id").equalTo(told()), "left").drop("_event_id");
    }

    /** One telling of an event: an action that is sent again with a later time is told twice under the same id. */
    private static Column told() {
        return concat_ws("@", col("event_id"), col("event_at").cast("string"));
    }

    private static List<Row> standings(Row subject, LocalDate from, LocalDate to) {
        List<SubjectHistory.Event> lines = Rows.list(
                subject,
                "_lines",
                row -> new SubjectHistory.Event(
                        Rows.instant(row, "event_at"),
                        Rows.text(row, "event_id"),
                        Rows.text(row, "action_id"),
                        Rows.text(row, "action"),
                        Rows.text(row, "channel_id"),
                        Rows.text(row, "log_type"),
                        Rows.isTrue(row, "is_sanction")));
        return SubjectHistory.of(lines, day -> !day.isBefore(from) && !day.isAfter(to), FOLLOW_UP).stream()
                .map(standing -> RowFactory.create(
                        standing.eventId(), standing.strikeNumber(), standing.liftedAt(), standing.repeatedAt()))
                .toList();
    }

    /** Corrects the type of actors that are known bots, and adds is_automated. */
    private static Dataset<Row> withActor(Dataset<Row> rows, Tables tables) {
        Column type = col("actor_type");
        return Dims.botAt(rows, tables, col("actor_id"), col("event_at"), "_is_bot")
                .withColumn(
                        "actor_type",
                        when(col("_is_bot").and(type.isNull().or(type.isin("human", "staff"))), "bot")
                                .otherwise(type))
                .withColumn(
                        "is_automated",
                        when(type.isin("automod", "bot", "system"), true)
                                .when(type.isNotNull().or(col("actor_id").isNotNull()), false));
    }

    private static Row discovery(Row row) {
        Discovery discovery = Discovery.of(new Discovery.Clues(
                Rows.instant(row, "event_at"),
                Rows.text(row, "actor_type"),
                Rows.text(row, "report_id"),
                Rows.text(row, "led_source"),
                Rows.instant(row, "message_reported_at"),
                Rows.text(row, "message_report_source"),
                Rows.instant(row, "held_at"),
                Rows.instant(row, "detected_at"),
                Rows.instant(row, "machine_reported_at")));
        return RowFactory.create(discovery.trigger(), discovery.flaggedAt());
    }

    /** Adds the appeals and the end. */
    private static Dataset<Row> withCourse(Dataset<Row> rows, Dataset<Row> appealEvents, Days days) {
        Instant asOfEnd = days.asOfEnd();
        UserDefinedFunction course = udf((UDF1<Row, Row>) row -> course(row, asOfEnd), Rows.type(COURSE_TYPE));
        Column named = array_append(
                transform(col("told_as"), AppealLinks::actionKey), AppealLinks.reportKey(col("report_id")));
        Column ban = when(
                col("action").equalTo(ActionKinds.BAN), AppealLinks.banKey(col("subject_user_id"), col("channel_id")));
        return rows.withColumn("_named", named)
                .withColumn("_ban", ban)
                .transform(sanctions -> AppealLinks.withAppeals(
                        sanctions, told(), array_append(col("_named"), col("_ban")), appealEvents))
                .withColumn(
                        "_course",
                        course.apply(struct(Rows.columns(
                                "event_at",
                                "action",
                                "expires_at",
                                "lifted_at",
                                "repeated_at",
                                "_named",
                                "_ban",
                                "appeals"))));
    }

    private static Row course(Row row, Instant asOfEnd) {
        Instant at = Rows.instant(row, "event_at");
        LocalDate day = Rows.day(at);
        Set<String> named = new HashSet<>(Rows.list(row, "_named"));
        List<AppealCourse> appeals =
                AppealLinks.seen(row, "appeals", event -> FOLLOW_UP.holds(event.at(), day)).stream()
                        .filter(log -> isAgainst(log, named, row))
                        .map(AppealCourse::of)
                        .toList();
        Instant appealedAt = appeals.stream()
                .map(AppealCourse::begunAt)
                .min(Comparator.naturalOrder())
                .orElse(null);
        AppealCourse decided = appeals.stream()
                .filter(appeal -> appeal.decidedAt() != null)
                .max(Comparator.comparing(AppealCourse::decidedAt)
                        .thenComparing(AppealCourse::outcome, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElse(null);
        AppealCourse reversed = appeals.stream()
                .filter(appeal -> "reversed".equals(appeal.outcome()))
                .min(Comparator.comparing(AppealCourse::decidedAt).thenComparing(AppealCourse::begunAt))
                .orElse(null);
        Instant seen = FOLLOW_UP.end(day);
        SanctionEnd end = SanctionEnd.of(new SanctionEnd.Facts(
                Rows.text(row, "action"),
                at,
                Rows.instant(row, "expires_at"),
                Rows.instant(row, "lifted_at"),
                Rows.instant(row, "repeated_at"),
                appealedAt,
                reversed == null ? null : reversed.decidedAt(),
                reversed == null ? null : reversed.begunAt(),
                asOfEnd.isBefore(seen) ? asOfEnd : seen));
        return RowFactory.create(
                end == null ? null : end.at(),
                end == null ? null : end.kind(),
                appealedAt,
                decided == null ? null : decided.decidedAt(),
                decided == null ? null : decided.outcome(),
                end != null && end.kind().equals(SanctionEnd.RESTORED) ? end.at() : null);
    }

    private static boolean isAgainst(List<AppealCourse.Event> log, Set<String> named, Row sanction) {
        Set<String> names = AppealCourse.named(log);
        Instant submittedAt = AppealCourse.of(log).submittedAt();
        boolean isSubmittedSince = submittedAt != null && !submittedAt.isBefore(Rows.instant(sanction, "event_at"));
        if (!names.isEmpty()) {
            return names.stream()
                    .filter(named::contains)
                    .anyMatch(name -> isSubmittedSince || name.startsWith(AppealLinks.ACTION));
        }
        Instant repeatedAt = Rows.instant(sanction, "repeated_at");
        return isSubmittedSince
                && log.stream().anyMatch(event -> event.banKey().equals(Rows.text(sanction, "_ban")))
                && (repeatedAt == null || repeatedAt.isAfter(submittedAt));
    }

    private static Dataset<Row> columns(Dataset<Row> rows) {
        Column isReportOfPerson = coalesce(col("led_source"), lit("user")).notEqual("automated");
        return rows.select(
                col("action_id"),
                col("event_at").as("action_at"),
                col("event_date").as("action_date"),
                col("action"),
                col("subject_user_id"),
                col("channel_id"),
                col("message_id"),
                col("actor_id"),
                col("actor_type"),
                col("is_automated"),
                col("policy"),
                coalesce(col("led_category"), col("policy")).as("category"),
                coalesce(col("severity"), col("led_severity")).as("severity"),
                col("language"),
                col("region"),
                col("channel_tier"),
                col("report_id"),
                col("bulk_id"),
                col("_discovery.trigger"),
                coalesce(col("message_reported_at"), when(isReportOfPerson, col("led_reported_at")))
                        .as("first_report_at"),
                col("_discovery.first_detection_at"),
                col("message_sent_at"),
                when(
                                col("message_sent_at").leq(col("event_at")),
                                expr("(unix_micros(event_at) - unix_micros(message_sent_at)) div 1000000"))
                        .as("message_to_action_seconds"),
                col("expires_at").as("planned_end_at"),
                col("_course.ended_at"),
                col("_course.end_kind"),
                col("strike_number"),
                ActionKinds.isAppealable(col("action")).as("is_appealable"),
                col("_course.appealed_at"),
                col("_course.appeal_decided_at"),
                col("_course.appeal_outcome"),
                col("_course.restored_at"),
                col("has_hostile_raid"));
    }
}
