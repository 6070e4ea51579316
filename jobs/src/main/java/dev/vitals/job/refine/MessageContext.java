package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Tables;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Adds to sanctions what is known of the message acted on and of the report that led to them.
 *
 * <p>{@code CLEARMSG} names its channel and person by name alone where the line brings no ids, and names that no earlier
 * line of the file explains are pseudonyms of their own. So the channel and author of the deleted message, where it is
 * known, count for more than what that log says.
 */
final class MessageContext {
    private static final String BY_NAME = "CLEARMSG";

    /** Reports and holds of a message are looked for as far back as the message itself. */
    static final Window MESSAGE = ActedMessage.SENT;

    /** A report is followed for 60 days, and may lead to a sanction on the last of them. */
    static final Window LED_BY = Window.past(60);

    private MessageContext() {}

    /**
     * Adds message_sent_at, held_at, message_reported_at with message_report_source, and machine_reported_at; sets the
     * channel and subject of deletions that are only known by name.
     */
    static Dataset<Row> withMessage(Dataset<Row> sanctions, Tables tables) {
        Dataset<Row> onMessages = sanctions
                .filter(col("message_id").isNotNull())
                .select(
                        col("event_id").as("_event_id"),
                        col("event_date").as("_date"),
                        col("message_id").as("_message"));
        Dataset<Row> mentions =
                holds(tables.of("bronze.automod_event")).unionByName(reports(tables.of("bronze.report_event")));
        Dataset<Row> sent = tables.of("silver.acted_message")
                .select(
                        col("message_id").as("_message_id"),
                        col("acted_date").as("_acted_date"),
                        col("sent_at").as("message_sent_at"),
                        col("channel_id").as("_channel_id"),
                        col("user_id").as("_user_id"));
        Column isSeen = MESSAGE.holds(col("event_date"), col("_date"));
        Column isByMachine = coalesce(col("report_source"), lit("user")).equalTo("automated");
        Dataset<Row> known = onMessages
                .join(mentions, col("_message").equalTo(col("message_id")).and(isSeen))
                .groupBy("_event_id")
                .agg(
                        min(when(is("hold"), col("at"))).as("held_at"),
                        min(when(is("report").and(isByMachine), col("at"))).as("machine_reported_at"),
                        min(when(
                                        is("report").and(isByMachine.equalTo(false)),
                                        struct(
                                                col("at"),
                                                coalesce(col("report_source"), lit("user"))
                                                        .as("source"))))
                                .as("_report"))
                .withColumn("message_reported_at", col("_report.at"))
                .withColumn("message_report_source", col("_report.source"))
                .drop("_report");
        Column isByName = col("log_type").startsWith(BY_NAME);
        return sanctions
                .join(known, col("_event_id").equalTo(col("event_id")), "left")
                .join(
                        sent,
                        col("_message_id")
                                .equalTo(col("message_id"))
                                .and(col("_acted_date").equalTo(col("event_date"))),
                        "left")
                .withColumn("channel_id", coalesce(when(isByName, col("_channel_id")), col("channel_id")))
                .withColumn("subject_user_id", coalesce(when(isByName, col("_user_id")), col("subject_user_id")))
                .drop("_event_id", "_message_id", "_acted_date", "_channel_id", "_user_id");
    }

    /** Adds led_reported_at, led_source, led_category and led_severity of the report that the log names. */
    static Dataset<Row> withReport(Dataset<Row> sanctions, Tables tables) {
        Dataset<Row> created = tables.of("bronze.report_event")
                .filter(col("activity").equalTo("created"))
                .select(
                        col("report_id").as("_report_id"),
                        col("event_date").as("_created_date"),
                        struct(col("event_at"), col("event_id"), col("report_source"), col("category"), col("severity"))
                                .as("_led"));
        Dataset<Row> led = sanctions
                .filter(col("report_id").isNotNull())
                .select(col("event_id").as("_event_id"), col("event_date").as("_date"), col("report_id"))
                .join(
                        created,
                        col("report_id")
                                .equalTo(col("_report_id"))
                                .and(LED_BY.holds(col("_created_date"), col("_date"))))
                .groupBy("_event_id")
                .agg(min(col("_led")).as("_led"))
                .select(
                        col("_event_id"),
                        col("_led.event_at").as("led_reported_at"),
                        col("_led.report_source").as("led_source"),
                        col("_led.category").as("led_category"),
                        col("_led.severity").as("led_severity"));
        return sanctions
                .join(led, col("_event_id").equalTo(col("event_id")), "left")
                .drop("_event_id");
    }

    private static Dataset<Row> holds(Dataset<Row> automodEvents) {
        return mentions(
                automodEvents.filter(col("kind").equalTo("hold")),
                "hold",
                col("message_id"),
                Map.of("at", coalesce(col("held_at"), col("event_at"))));
    }

    private static Dataset<Row> reports(Dataset<Row> reportEvents) {
        Column subject = when(col("subject_type").equalTo("message"), col("subject_id"));
        return mentions(
                reportEvents.filter(col("activity").equalTo("created")),
                "report",
                coalesce(col("message_id"), subject),
                Map.of("report_source", col("report_source")));
    }

    private static Dataset<Row> mentions(
            Dataset<Row> events, String mention, Column messageId, Map<String, Column> details) {
        Column none = lit(null).cast("string");
        return events.select(
                messageId.as("message_id"),
                lit(mention).as("mention"),
                col("event_date"),
                details.getOrDefault("at", col("event_at")).as("at"),
                details.getOrDefault("report_source", none).as("report_source"));
    }

    private static Column is(String mention) {
        return col("mention").equalTo(mention);
    }
}
