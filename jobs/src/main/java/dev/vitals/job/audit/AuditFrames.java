package dev.vitals.job.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Days;
import dev.vitals.job.Tables;
import dev.vitals.job.refine.Children;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What audits draw from: every frame as rows of one item each, with the columns by which it can be stratified.
 *
 * <p>An item is a decision, not what it was taken on, so that two actions on one message are two items. Decided:
 *
 * <ul>
 *   <li>actioned: actions that took effect on the days.
 *   <li>no_action: reports filed on the days that are closed, and whose last decision is to do nothing.
 *   <li>automod_released: messages held on the days and then approved.
 *   <li>unreported_chat: messages sent on the days that no report, no action and no hold since then names.
 * </ul>
 */
final class AuditFrames {
    /** Names of the frames with the columns that each can be stratified by. */
    static final Map<String, List<String>> STRATIFIERS = new TreeMap<>(Map.of(
            "actioned",
            List.of("category", "severity", "language", "region", "channel_tier", "trigger", "is_automated", "action"),
            "no_action",
            List.of("category", "severity", "language", "region", "channel_tier", "is_automated", "surface"),
            "automod_released",
            List.of("category", "language", "region", "channel_tier", "level"),
            "unreported_chat",
            List.of("sentiment")));

    private static final double BORDER = 0.1;

    private AuditFrames() {}

    /** item_id, decision_id, channel_id, item_at and the columns that the frame can be stratified by. */
    static Dataset<Row> items(String frame, Tables tables, Days days) {
        return switch (frame) {
            case "actioned" -> actions(tables, days);
            case "no_action" -> passed(tables, days);
            case "automod_released" -> released(tables, days);
            case "unreported_chat" -> unreported(tables, days);
            default -> throw new IllegalArgumentException("There is no frame " + frame + ".");
        };
    }

    private static Dataset<Row> actions(Tables tables, Days days) {
        return tables.of("silver.enforcement_action")
                .filter(isAmong("action_date", days))
                .withColumn("item_id", col("action_id"))
                .withColumn("decision_id", col("action_id"))
                .withColumn("item_at", col("action_at"));
    }

    private static Dataset<Row> passed(Tables tables, Days days) {
        return tables.of("silver.report_case")
                .filter(isAmong("created_date", days)
                        .and(col("closed_at").isNotNull())
                        .and(col("decision").equalTo("no_action")))
                .withColumn("item_id", col("report_id"))
                .withColumn("decision_id", col("report_id"))
                .withColumn("item_at", col("created_at"));
    }

    private static Dataset<Row> released(Tables tables, Days days) {
        return tables.of("silver.automod_decision")
                .filter(isAmong("held_date", days).and(col("outcome").equalTo("approved")))
                .withColumn("item_id", col("message_id"))
                .withColumn("decision_id", col("message_id"))
                .withColumn("item_at", col("held_at"));
    }

    private static Dataset<Row> unreported(Tables tables, Days days) {
        Dataset<Row> named = named(tables, "silver.report_case", "created_date", "subject_id", days)
                .unionByName(named(tables, "silver.enforcement_action", "action_date", "message_id", days))
                .unionByName(named(tables, "silver.automod_decision", "held_date", "message_id", days));
        Column mood = when(col("sentiment_terms").equalTo(0), "unknown")
                .when(col("sentiment").leq(-BORDER), "negative")
                .when(col("sentiment").geq(BORDER), "positive")
                .otherwise("neutral");
        return Children.unscored(tables.of("bronze.chat_message").filter(isAmong("event_date", days)), tables)
                .join(named, col("message_id").equalTo(col("_named")), "left_anti")
                .withColumn("sentiment", mood)
                .withColumn("item_id", col("message_id"))
                .withColumn("decision_id", lit(null).cast("string"))
                .withColumn("item_at", col("event_at"));
    }

    /** Messages that a report, an action or a hold names, from the first of the days on: the message came before. */
    private static Dataset<Row> named(Tables tables, String table, String date, String message, Days days) {
        return tables.of(table)
                .filter(col(date).geq(lit(days.from())).and(col(message).isNotNull()))
                .select(col(message).as("_named"));
    }

    private static Column isAmong(String date, Days days) {
        return col(date).between(lit(days.from()), lit(days.to()));
    }
}
