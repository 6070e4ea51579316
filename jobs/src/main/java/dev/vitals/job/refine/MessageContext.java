package dev.vitals.job.refine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.vitals.job.Tables;
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

    private static final String HOLD = "hold";
    private static final String REPORT = "report";
    private static final String MACHINE_REPORT = "machine_report";

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
        Dataset<Row> mentions =
                holds(tables.of("bronze.automod_event")).unionByName(reports(tables.of("bronze.report_event")));
        Dataset<Row> sent = tables.of("silver.acted_message")
                .select(
                        col("message_id").as("_message_id"),
                        col("acted_date").as("_acted_date"),
                        col("sent_at").as("message_sent_at"),
                        col("channel_id").as("_channel_id"),
                        col("user_id").as("_user_id"));
        Column mention = struct("at", "source", "mention", "event_date");
        Column isByName = col("log_type").startsWith(BY_NAME);
        return Matches.with(sanctions, col("message_id"), mentions, col("message"), mention, "_mentions")
                .withColumn("held_at", earliest(HOLD).getField("at"))
                .withColumn("machine_reported_at", earliest(MACHINE_REPORT).getField("at"))
                .withColumn("_report", earliest(REPORT))
                .withColumn("message_reported_at", col("_report.at"))
                .withColumn("message_report_source", col("_report.source"))
                .join(
                        sent,
                        col("_message_id")
                                .equalTo(col("message_id"))
                                .and(col("_acted_date").equalTo(col("event_date"))),
                        "left")
                .withColumn("channel_id", coalesce(when(isByName, col("_channel_id")), col("channel_id")))
                .withColumn("subject_user_id", coalesce(when(isByName, col("_user_id")), col("subject_user_id")))
                .drop("_mentions", "_report", "_message_id", "_acted_date", "_channel_id", "_user_id");
    }

    /** The first mention of a kind in the window of the sanction. */
    private static Column earliest(String kind) {
        return Matches.least(
                "_mentions",
                mention -> MESSAGE.holds(mention.getField("event_date"), col("event_date"))
                        .and(mention.getField("mention").equalTo(kind)));
    }

    /** Adds led_reported_at, led_source, led_category and led_severity of the report that the log names. */
    static Dataset<Row> withReport(Dataset<Row> sanctions, Tables tables) {
        Dataset<Row> created =
                tables.of("bronze.report_event").filter(col("activity").equalTo("created"));
        Column report = struct("event_at", "event_id", "report_source", "category", "severity", "event_date");
        return Matches.with(sanctions, col("report_id"), created, col("report_id"), report, "_created")
                .withColumn(
                        "_led",
                        Matches.least(
                                "_created", filed -> LED_BY.holds(filed.getField("event_date"), col("event_date"))))
                .withColumn("led_reported_at", col("_led.event_at"))
                .withColumn("led_source", col("_led.report_source"))
                .withColumn("led_category", col("_led.category"))
                .withColumn("led_severity", col("_led.severity"))
                .drop("_created", "_led");
    }

    private static Dataset<Row> holds(Dataset<Row> automodEvents) {
        return automodEvents
                .filter(col("kind").equalTo("hold"))
                .select(
                        col("message_id").as("message"),
                        coalesce(col("held_at"), col("event_at")).as("at"),
                        lit(null).cast("string").as("source"),
                        lit(HOLD).as("mention"),
                        col("event_date"));
    }

    private static Dataset<Row> reports(Dataset<Row> reportEvents) {
        Column subject = when(col("subject_type").equalTo("message"), col("subject_id"));
        Column source = coalesce(col("report_source"), lit("user"));
        return reportEvents
                .filter(col("activity").equalTo("created"))
                .select(
                        coalesce(col("message_id"), subject).as("message"),
                        col("event_at").as("at"),
                        source.as("source"),
                        when(source.equalTo("automated"), MACHINE_REPORT)
                                .otherwise(REPORT)
                                .as("mention"),
                        col("event_date"));
    }
}
