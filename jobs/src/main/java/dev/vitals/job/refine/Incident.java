package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.util.Comparator;
import java.util.HashMap;
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
 * One row per raid on a channel or brigade on a subject, and day.
 *
 * <p>{@link RaidBursts} and {@link SubjectReports} hold the rules and their thresholds. Decided:
 *
 * <ul>
 *   <li>A raid is told from chat, not from the log's raid events: channels raid one another in friendship every day, and
 *       accounts made for hate come without one. That an event came is evidence, kept beside.
 *   <li>A newcomer is hostile when the first message is negative or a sanction fell in the channel that day; lifts are none.
 *   <li>Everything is told from the events of the day and the hour around it, so that no later event changes a day.
 * </ul>
 *
 * <p>Ruled out: the share of reports that were decided wrong as a mark of a brigade. Decisions come days later, and a brigade
 * that succeeded would be none.
 */
final class Incident implements Job {
    /** A brigade's hour reaches over midnight. */
    private static final Window REPORTS = new Window(1, 1);

    private static final Map<String, String> PLACE =
            Map.of("language", "language", "region", "region", "tier", "channel_tier");

    private static final UserDefinedFunction RAIDS = udf(
            (UDF1<Row, List<Row>>) Incident::raids,
            Rows.type("array<struct<started_at:timestamp,_last_came_at:timestamp,_accounts:array<string>,"
                    + "hostile_accounts:bigint>>"));

    private static final UserDefinedFunction BRIGADES = udf(
            (UDF1<Row, List<Row>>) Incident::brigades,
            Rows.type("array<struct<started_at:timestamp,_last_came_at:timestamp,_accounts:array<string>,"
                    + "_reports:bigint,channel_id:string,category:string>>"));

    @Override
    public String name() {
        return "refine.incident";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                Input.sameDay("bronze.chat_message"),
                Input.sameDay("bronze.enforcement_event"),
                Input.sameDay("bronze.stream_context"),
                REPORTS.on("bronze.report_event"),
                Input.whole(Dims.CHANNEL),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.incident";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        Dataset<Row> chat = tables.of("bronze.chat_message").filter(Rows.among(col("event_date"), days));
        return raids(Children.unscored(chat, tables), tables.of("bronze.enforcement_event"))
                .unionByName(brigades(tables.of("bronze.report_event")), true)
                .withColumn("incident_date", to_date(col("started_at")))
                .filter(Rows.among(col("incident_date"), days))
                .withColumn("incident_id", id())
                .transform(incidents -> withChat(incidents, chat))
                .transform(incidents -> withRaidEvent(incidents, tables.of("bronze.stream_context")))
                .transform(incidents -> Dims.channelAt(incidents, tables, col("started_at"), PLACE))
                .select(
                        col("incident_id"),
                        col("incident_date"),
                        col("kind"),
                        col("channel_id"),
                        col("language"),
                        col("region"),
                        col("channel_tier"),
                        col("subject_type"),
                        col("subject_id"),
                        col("category"),
                        col("started_at"),
                        greatest(col("_last_came_at"), col("_last_message_at")).as("ended_at"),
                        size(col("_accounts")).cast("bigint").as("accounts"),
                        col("hostile_accounts"),
                        col("accounts_in_chat"),
                        coalesce(col("_reports"), col("_messages")).as("events"),
                        col("has_raid_event"));
    }

    private static Column id() {
        Column place = coalesce(concat_ws(":", col("subject_type"), col("subject_id")), col("channel_id"));
        return substring(
                sha2(
                        concat_ws(
                                "|",
                                col("kind"),
                                col("channel_id"),
                                place,
                                col("started_at").cast("string")),
                        256),
                1,
                16);
    }

    private static Dataset<Row> raids(Dataset<Row> chat, Dataset<Row> enforcement) {
        Dataset<Row> sanctioned = enforcement
                .filter(ActionKinds.isSanction(col("action")))
                .select(
                        col("channel_id").as("_channel_id"),
                        col("subject_user_id").as("_user_id"),
                        col("event_date").as("_date"),
                        lit(true).as("_was_sanctioned"))
                .distinct();
        Column isNegative = col("sentiment_terms").gt(0).and(col("sentiment").leq(-ChatCounts.CLEAR_MOOD / 1000.0));
        // Every message has a channel. Said here, too, the raids that are looked for in chat are those that are
        // written: one
        // plan, and chat is read once for both.
        return chat.filter(col("is_first").and(col("channel_id").isNotNull()))
                .join(
                        broadcast(sanctioned),
                        col("channel_id")
                                .equalTo(col("_channel_id"))
                                .and(col("user_id").equalTo(col("_user_id")))
                                .and(col("event_date").equalTo(col("_date"))),
                        "left")
                .groupBy("channel_id", "event_date")
                .agg(collect_list(struct(
                                col("event_at"),
                                col("user_id"),
                                isNegative
                                        .or(coalesce(col("_was_sanctioned"), lit(false)))
                                        .as("is_hostile")))
                        .as("_came"))
                .filter(size(col("_came")).geq(RaidBursts.ACCOUNTS))
                .select(col("channel_id"), inline(RAIDS.apply(struct(col("_came")))))
                .withColumn("kind", lit("raid"));
    }

    private static List<Row> raids(Row channel) {
        List<RaidBursts.Newcomer> came = Rows.list(
                channel,
                "_came",
                row -> new RaidBursts.Newcomer(
                        Rows.instant(row, "event_at"), Rows.text(row, "user_id"), Rows.isTrue(row, "is_hostile")));
        return RaidBursts.of(came).stream()
                .map(raid -> RowFactory.create(
                        raid.get(0).at(),
                        raid.get(raid.size() - 1).at(),
                        raid.stream()
                                .map(RaidBursts.Newcomer::account)
                                .distinct()
                                .toList(),
                        raid.stream()
                                .filter(RaidBursts.Newcomer::isHostile)
                                .map(RaidBursts.Newcomer::account)
                                .distinct()
                                .count()))
                .toList();
    }

    private static Dataset<Row> brigades(Dataset<Row> events) {
        return events.filter(
                        col("activity").equalTo("created").and(col("subject_id").isNotNull()))
                .groupBy("subject_type", "subject_id")
                .agg(collect_list(struct(Rows.columns(
                                "event_at", "event_id", "report_id", "reporter_id", "channel_id", "category")))
                        .as("_filed"))
                .filter(size(col("_filed")).geq(SubjectReports.BRIGADE_REPORTERS))
                .select(col("subject_type"), col("subject_id"), inline(BRIGADES.apply(struct(col("_filed")))))
                .withColumn("kind", lit("brigade"));
    }

    private static List<Row> brigades(Row subject) {
        Map<SubjectReports.Filed, Row> rows = new HashMap<>();
        Rows.<Row>list(subject, "_filed")
                .forEach(row -> rows.put(
                        new SubjectReports.Filed(
                                Rows.instant(row, "event_at"),
                                Rows.text(row, "event_id"),
                                Rows.text(row, "report_id"),
                                Rows.text(row, "reporter_id")),
                        row));
        return Brigades.of(List.copyOf(rows.keySet())).stream()
                .map(brigade -> RowFactory.create(
                        brigade.get(0).at(),
                        brigade.get(brigade.size() - 1).at(),
                        brigade.stream()
                                .map(SubjectReports.Filed::reporterId)
                                .filter(Objects::nonNull)
                                .distinct()
                                .sorted()
                                .toList(),
                        brigade.stream()
                                .map(SubjectReports.Filed::reportId)
                                .distinct()
                                .count(),
                        most(brigade.stream().map(rows::get).toList(), "channel_id"),
                        most(brigade.stream().map(rows::get).toList(), "category")))
                .toList();
    }

    /** The text that most rows have, of equally frequent ones the first in the alphabet; null where none has one. */
    private static String most(List<Row> rows, String column) {
        Map<String, Integer> counts = new TreeMap<>(Comparator.reverseOrder());
        rows.stream()
                .map(row -> Rows.text(row, column))
                .filter(Objects::nonNull)
                .forEach(text -> counts.merge(text, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** What the accounts of an incident wrote in its channel that day, and of a raid in it. */
    private static Dataset<Row> withChat(Dataset<Row> incidents, Dataset<Row> chat) {
        Dataset<Row> accounts = incidents.select(
                col("incident_id").as("_id"),
                col("incident_date").as("_date"),
                col("channel_id").as("_channel_id"),
                col("started_at").as("_from"),
                col("_last_came_at")
                        .plus(expr("INTERVAL %d MINUTES".formatted(RaidBursts.SPAN.toMinutes())))
                        .as("_until"),
                col("kind").equalTo("raid").as("_is_raid"),
                explode(col("_accounts")).as("_account"));
        Column isInIt = col("_is_raid").and(col("event_at").between(col("_from"), col("_until")));
        Dataset<Row> wrote = chat.select("channel_id", "user_id", "event_date", "event_at")
                .join(
                        broadcast(accounts),
                        col("channel_id")
                                .equalTo(col("_channel_id"))
                                .and(col("user_id").equalTo(col("_account")))
                                .and(col("event_date").equalTo(col("_date"))))
                .groupBy("_id")
                .agg(
                        countDistinct(col("user_id")).as("_present"),
                        count(when(isInIt, lit(1))).as("_messages"),
                        max(when(isInIt, col("event_at"))).as("_last_message_at"));
        return incidents
                .join(broadcast(wrote), col("incident_id").equalTo(col("_id")), "left")
                .withColumn("accounts_in_chat", coalesce(col("_present"), lit(0L)))
                .drop("_id", "_present");
    }

    private static Dataset<Row> withRaidEvent(Dataset<Row> incidents, Dataset<Row> context) {
        Column direction = coalesce(col("attributes").getItem("direction"), lit("incoming"));
        Dataset<Row> events = context.filter(col("kind").equalTo("raid").and(direction.equalTo("incoming")))
                .select(col("channel_id").as("_channel_id"), col("event_at").as("_at"));
        Column isNear = col("_channel_id")
                .equalTo(col("channel_id"))
                .and(col("_at").between(col("started_at").minus(expr("INTERVAL 30 MINUTES")), col("_last_came_at")));
        Dataset<Row> told = incidents
                .join(broadcast(events), isNear, "left_semi")
                .select(col("incident_id").as("_id"), lit(true).as("_is_told"));
        return incidents
                .join(broadcast(told), col("incident_id").equalTo(col("_id")), "left")
                .withColumn("has_raid_event", when(col("kind").equalTo("raid"), coalesce(col("_is_told"), lit(false))))
                .drop("_id", "_is_told");
    }
}
