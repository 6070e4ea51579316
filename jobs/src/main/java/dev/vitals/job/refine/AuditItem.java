package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Input;
import dev.vitals.job.Job;
import dev.vitals.job.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;

/**
 * One row per audited item, on the day of its first label, with the labels of all raters within 28 days.
 *
 * <p>{@link Consensus} says what they agree on. Decided:
 *
 * <ul>
 *   <li>A label is the first of its item when no other came in the 28 days before. A rater who comes later than that
 *       starts the item anew; no window of a fixed length can tell more.
 *   <li>Frame, stratum, decision, probability and all else that is told of the item are those of the first label.
 *   <li>Category, language and the other attributes are those of the judged decision where it was taken in the 60 days
 *       before: an action or a report for the frame actioned, a report for no_action, a hold for automod_released.
 *       Unreported chat has none, and no decision has more than its own table knows: a report has no trigger, a hold
 *       no severity.
 *   <li>The moderator is who took the judged decision; known bots are none.
 *   <li>Views are the viewers of the channel at the time of the item, on average over the interval of the viewership
 *       log that holds it; the log is read as far back as the decisions.
 *   <li>A rater who corrects himself keeps his last label only.
 * </ul>
 */
final class AuditItem implements Job {
    static final Window LABELS = new Window(28, 28);
    static final Window JUDGED = Window.past(60);

    private static final Window EARLIER = Window.past(28);
    private static final Window LATER = new Window(0, 28);

    /** Attributes of the judged decision, by their names in its table. */
    private static final List<String> OF_REPORT = List.of(
            "category", "language", "severity", "region", "channel_tier", "is_automated", "channel_id", "is_message");

    private static final List<String> OF_ACTION = List.of(
            "category",
            "language",
            "severity",
            "region",
            "channel_tier",
            "is_automated",
            "trigger",
            "channel_id",
            "is_message");
    private static final List<String> OF_HOLD =
            List.of("category", "language", "region", "channel_tier", "channel_id", "is_message");
    private static final Set<String> FLAGS = Set.of("is_automated", "is_message");

    /** What a label tells of its item, in the order of {@link #ITEM_TYPE}. */
    private static final List<String> OF_ITEM = List.of(
            "frame",
            "decision_id",
            "stratum",
            "inclusion_probability",
            "stratum_size",
            "channel_id",
            "item_at",
            "golden_label");

    private static final String ITEM_TYPE =
            "array<struct<audit_date:date,frame:string,decision_id:string,stratum:string,"
                    + "inclusion_probability:double,stratum_size:bigint,_channel:string,item_at:timestamp,"
                    + "golden_label:string,"
                    + "labels:array<struct<rater_id:string,label:string,labelled_at:timestamp>>,"
                    + "raters:int,consensus:string>>";

    @Override
    public String name() {
        return "refine.audit_item";
    }

    @Override
    public Set<Input> reads() {
        return Set.of(
                LABELS.on("bronze.audit_label"),
                JUDGED.on("silver.report_case"),
                JUDGED.on("silver.enforcement_action"),
                JUDGED.on("silver.automod_decision"),
                JUDGED.on("bronze.viewership"),
                Input.whole(Dims.MODERATOR),
                Input.whole(Dims.USER));
    }

    @Override
    public String writes() {
        return "silver.audit_item";
    }

    @Override
    public boolean hasRowsOnQuietDays() {
        return false;
    }

    @Override
    public Dataset<Row> apply(Tables tables, Days days) {
        LocalDate from = days.from();
        LocalDate to = days.to();
        UserDefinedFunction items = udf((UDF1<Row, List<Row>>) row -> items(row, from, to), Rows.type(ITEM_TYPE));
        List<String> told = new ArrayList<>(Consensus.COLUMNS);
        told.addAll(OF_ITEM);
        return tables.of("bronze.audit_label")
                .groupBy("audit_id", "item_id")
                .agg(collect_list(struct(Rows.columns(told))).as("_labels"))
                .select(col("audit_id"), col("item_id"), inline(items.apply(struct(col("_labels")))))
                .transform(rows -> withDecision(rows, tables))
                .transform(rows -> withModerator(rows, tables))
                .transform(rows -> withViews(rows, tables.of("bronze.viewership")))
                .transform(rows -> AuditWeights.add(rows, tables.of("bronze.audit_label")))
                .drop("_key", "_channel");
    }

    private static List<Row> items(Row row, LocalDate from, LocalDate to) {
        List<Row> lines = Rows.list(row, "_labels");
        List<Consensus.Label> labels = lines.stream().map(Consensus.Label::of).toList();
        List<Row> items = new ArrayList<>();
        labels.stream().map(label -> Rows.day(label.at())).distinct().forEach(day -> {
            boolean isWanted = !day.isBefore(from) && !day.isAfter(to);
            boolean isFirst = labels.stream()
                    .noneMatch(label -> EARLIER.holds(label.at(), day)
                            && Rows.day(label.at()).isBefore(day));
            if (isWanted && isFirst) {
                items.add(item(day, lines));
            }
        });
        return items;
    }

    private static Row item(LocalDate day, List<Row> lines) {
        List<Consensus.Label> labels = lines.stream()
                .map(Consensus.Label::of)
                .filter(label -> LATER.holds(label.at(), day))
                .sorted(Consensus.IN_ORDER)
                .toList();
        Row first = lines.stream()
                .filter(line -> Consensus.Label.of(line).equals(labels.get(0)))
                .findFirst()
                .orElseThrow();
        List<Row> voices = Consensus.voices(labels).stream()
                .map(label -> RowFactory.create(label.raterId(), label.label(), label.at()))
                .toList();
        List<Object> item = new ArrayList<>();
        item.add(day);
        OF_ITEM.forEach(name -> item.add(first.getAs(name)));
        item.addAll(List.of(voices, voices.size(), Consensus.of(labels)));
        return RowFactory.create(item.toArray());
    }

    /** Adds what is known of the judged decision. */
    private static Dataset<Row> withDecision(Dataset<Row> items, Tables tables) {
        Dataset<Row> reports = tables.of("silver.report_case")
                .withColumn("_decided_at", col("decided_at"))
                .withColumn("is_message", coalesce(col("subject_type").equalTo("message"), lit(false)));
        Dataset<Row> actions = tables.of("silver.enforcement_action")
                .withColumn("_decided_at", col("action_at"))
                .withColumn("moderator_id", ActionKinds.humanActor())
                .withColumn("is_message", col("message_id").isNotNull());
        Dataset<Row> holds = tables.of("silver.automod_decision")
                .withColumn("_decided_at", col("resolved_at"))
                .withColumn("is_message", lit(true));
        Dataset<Row> decisions = decisions(reports, "report_id", "created_date", "report", OF_REPORT)
                .unionByName(decisions(actions, "action_id", "action_date", "action", OF_ACTION))
                .unionByName(decisions(holds, "message_id", "held_date", "hold", OF_HOLD));
        Column fits = when(col("frame").equalTo("actioned"), col("_table").isin("action", "report"))
                .when(col("frame").equalTo("no_action"), col("_table").equalTo("report"))
                .when(col("frame").equalTo("automod_released"), col("_table").equalTo("hold"))
                .otherwise(false);
        Dataset<Row> keyed = items.withColumn("_key", coalesce(col("decision_id"), col("item_id")));
        Dataset<Row> judged = keyed.select(
                        col("audit_id"), col("item_id"), col("audit_date"), col("frame"), col("_key"))
                .join(
                        decisions,
                        col("_key").equalTo(col("_id")).and(fits).and(JUDGED.holds(col("_date"), col("audit_date"))))
                .groupBy(
                        col("audit_id").as("_audit_id"),
                        col("item_id").as("_item_id"),
                        col("audit_date").as("_audit_date"))
                .agg(max(col("_decision")).as("_decision"));
        Column isSame = col("audit_id")
                .equalTo(col("_audit_id"))
                .and(col("item_id").equalTo(col("_item_id")))
                .and(col("audit_date").equalTo(col("_audit_date")));
        return keyed.join(judged, isSame, "left")
                .withColumns(
                        OF_ACTION.stream().collect(Collectors.toMap(name -> name, name -> col("_decision." + name))))
                .withColumn("moderator_id", col("_decision.moderator_id"))
                .withColumn("_decided_at", col("_decision.decided_at"))
                .withColumn("channel_id", coalesce(col("_channel"), col("channel_id")))
                .withColumn(
                        "is_message",
                        when(col("frame").equalTo("unreported_chat"), true).otherwise(col("is_message")))
                .drop("_audit_id", "_item_id", "_audit_date", "_decision");
    }

    /** Takes bots out, and adds the team of who is left. */
    private static Dataset<Row> withModerator(Dataset<Row> items, Tables tables) {
        return Dims.botAt(items, tables, col("moderator_id"), col("_decided_at"), "_is_bot")
                .withColumn("moderator_id", when(not(col("_is_bot")), col("moderator_id")))
                .transform(rows -> Dims.moderatorAt(
                        rows, tables, col("moderator_id"), col("_decided_at"), Map.of("team", "moderator_team")))
                .drop("_is_bot", "_decided_at");
    }

    /** Adds how many watched; of intervals that overlap the one with the most viewers counts. */
    private static Dataset<Row> withViews(Dataset<Row> items, Dataset<Row> viewership) {
        Dataset<Row> watched = viewership
                .filter(col("live_seconds").gt(0).and(col("viewer_seconds").geq(0)))
                .select(
                        col("channel_id").as("_watched"),
                        col("event_date").as("_day"),
                        col("from_at"),
                        col("to_at"),
                        round(col("viewer_seconds").divide(col("live_seconds")))
                                .cast("bigint")
                                .as("_views"));
        Column isAtTheTime = col("_at").geq(col("from_at")).and(col("_at").lt(col("to_at")));
        return items.select(
                        struct(Rows.columns(items.columns())).as("_row"),
                        col("channel_id").as("_in"),
                        col("item_at").as("_at"),
                        col("audit_date").as("_audited"))
                .join(
                        watched,
                        col("_in")
                                .equalTo(col("_watched"))
                                .and(isAtTheTime)
                                .and(JUDGED.holds(col("_day"), col("_audited"))),
                        "left")
                .groupBy("_row")
                .agg(max("_views").as("views"))
                .select("_row.*", "views");
    }

    private static Dataset<Row> decisions(
            Dataset<Row> facts, String id, String date, String table, List<String> attributes) {
        List<Column> decision = new ArrayList<>(List.of(col(date).as("date")));
        for (String name : OF_ACTION) {
            Column none = lit(null).cast(FLAGS.contains(name) ? "boolean" : "string");
            decision.add((attributes.contains(name) ? col(name) : none).as(name));
        }
        decision.add(col("moderator_id"));
        decision.add(col("_decided_at").as("decided_at"));
        return facts.select(
                col(id).as("_id"),
                col(date).as("_date"),
                lit(table).as("_table"),
                struct(decision.toArray(Column[]::new)).as("_decision"));
    }
}
