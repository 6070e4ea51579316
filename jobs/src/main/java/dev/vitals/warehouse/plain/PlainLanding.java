package dev.vitals.warehouse.plain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;

import dev.vitals.sentiment.Scorer;
import dev.vitals.sentiment.Scorers;
import dev.vitals.sentiment.Sentiment;
import java.nio.file.Path;
import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads the neutral events of a night with Spark's JSON reader and merges what is new into bronze.
 *
 * <p>People become hashes, mentions are masked and chat is scored, as in the other way. What can't be read is dropped: a line
 * that is no JSON, an event without an id or time or with an impossible one.
 */
final class PlainLanding {
    private static final String LETTER = "\\\\p{L}\\\\p{Nd}";
    private static final String IN_NAMES = "[" + LETTER + "_\\\\p{Mn}\\\\p{Mc}\\\\p{Cf}]*";
    private static final String MENTION = "[@\uFF20\uFE6B]" + IN_NAMES + "[" + LETTER + "]" + IN_NAMES;

    private static final UserDefinedFunction SCORE = udf(
            (UDF1<String, Row>) PlainLanding::score,
            new StructType().add("millis", DataTypes.IntegerType).add("terms", DataTypes.IntegerType));

    private final PlainTables tables;
    private final String key;

    PlainLanding(PlainTables tables, String key) {
        this.tables = tables;
        this.key = key;
    }

    private static final class Held {
        static final Scorer SCORER = Scorers.standard();
    }

    private static Row score(String text) {
        Sentiment sentiment = text == null ? Sentiment.UNKNOWN : Held.SCORER.score(text);
        return RowFactory.create(sentiment.millis(), sentiment.terms());
    }

    /** Lands the files of a folder; how many events were new. */
    long land(Path folder, LocalDate night) {
        PlainBronze.columns().forEach((table, columns) -> tables.createIfMissing(table, columns, "event_date"));
        Dataset<Row> reports = reportsCreated(folder).unionByName(reportActivities(folder), true);
        Dataset<Row> dimensions = dimension(folder, "channel")
                .unionByName(dimension(folder, "user"))
                .unionByName(dimension(folder, "moderator"));
        return merge(PlainBronze.CHAT, chat(folder), night)
                + merge(PlainBronze.REPORTS, reports, night)
                + merge(PlainBronze.ENFORCEMENT, enforcement(folder), night)
                + merge(PlainBronze.APPEALS, appeals(folder), night)
                + merge(PlainBronze.AUTOMOD, holds(folder), night)
                + merge(PlainBronze.VIEWERSHIP, viewership(folder), night)
                + merge(PlainBronze.DIMENSIONS, dimensions, night);
    }

    private long merge(String table, Dataset<Row> events, LocalDate night) {
        Dataset<Row> rows = events.where(
                        "event_id IS NOT NULL AND event_at >= '2010-01-01' AND event_at < '2100-01-01'")
                .dropDuplicates("event_id")
                .withColumn("event_date", to_date(col("event_at")))
                .withColumn("landed_on", lit(Date.valueOf(night)));
        return tables.insertNew(table, rows);
    }

    private Dataset<Row> json(Path folder, String type, String schema) {
        return tables.spark()
                .read()
                .schema("type STRING, " + schema)
                .option("recursiveFileLookup", "true")
                .option("pathGlobFilter", type + "-*")
                .json(folder.toString())
                .where(col("type").equalTo(type));
    }

    /** The hash of somebody's id under a secret. */
    private String hash(String id) {
        return "sha2(concat('%s', %s), 256)".formatted(key, id);
    }

    private String person(String column) {
        return hash(column) + " AS " + column;
    }

    private Dataset<Row> chat(Path folder) {
        String schema = "message_id STRING, channel_id STRING, user_id STRING, sent_at TIMESTAMP, text STRING,"
                + " reply_to STRING, badges ARRAY<STRING>, is_first BOOLEAN, source_channel_id STRING,"
                + " source_message_id STRING, emotes ARRAY<STRING>";
        return json(folder, "chat.message", schema)
                .where("message_id IS NOT NULL AND channel_id IS NOT NULL AND user_id IS NOT NULL")
                .selectExpr(
                        "coalesce(source_message_id, message_id) AS event_id",
                        "sent_at AS event_at",
                        "coalesce(source_message_id, message_id) AS message_id",
                        hash("coalesce(source_channel_id, channel_id)") + " AS channel_id",
                        person("user_id"),
                        "regexp_replace(text, '" + MENTION + "', '@mention') AS text",
                        "reply_to",
                        "badges",
                        "emotes",
                        "is_first")
                .withColumn("score", SCORE.apply(col("text")))
                .withColumn("sentiment_millis", col("score.millis"))
                .withColumn("sentiment_terms", col("score.terms"))
                .drop("score");
    }

    private Dataset<Row> reportsCreated(Path folder) {
        String schema = "report_id STRING, reporter_id STRING, subject_type STRING, subject_id STRING,"
                + " subject_user_id STRING, channel_id STRING, message_id STRING, category STRING, severity STRING,"
                + " language STRING, surface STRING, source STRING, created_at TIMESTAMP";
        return json(folder, "report.created", schema)
                .selectExpr(
                        "report_id || '/created' AS event_id",
                        "created_at AS event_at",
                        "report_id",
                        "'created' AS activity",
                        person("reporter_id"),
                        "subject_type",
                        "CASE WHEN subject_type IN ('user', 'channel') THEN " + hash("subject_id")
                                + " ELSE subject_id END AS subject_id",
                        person("subject_user_id"),
                        person("channel_id"),
                        "message_id",
                        "category",
                        "severity",
                        "language",
                        "surface",
                        "source AS report_source");
    }

    private Dataset<Row> reportActivities(Path folder) {
        String schema = "report_id STRING, activity STRING, at TIMESTAMP, moderator_id STRING, queue STRING,"
                + " decision STRING, action_ids ARRAY<STRING>, merged_into STRING, is_automated BOOLEAN,"
                + " close_reason STRING";
        return json(folder, "report.activity", schema)
                .where("report_id IS NOT NULL AND activity IS NOT NULL")
                .selectExpr(
                        "concat_ws('/', report_id, activity, at, " + hash("moderator_id")
                                + ", queue, decision, action_ids, merged_into, is_automated, close_reason) AS event_id",
                        "at AS event_at",
                        "report_id",
                        "activity",
                        person("moderator_id"),
                        "queue",
                        "decision",
                        "action_ids",
                        "merged_into",
                        "is_automated",
                        "close_reason");
    }

    private Dataset<Row> enforcement(Path folder) {
        String schema = "action_id STRING, action STRING, at TIMESTAMP, expires_at TIMESTAMP, subject_user_id STRING,"
                + " channel_id STRING, message_id STRING, actor_id STRING, actor_type STRING, policy STRING,"
                + " severity STRING, report_id STRING, batch_id STRING, detected_at TIMESTAMP";
        return json(folder, "enforcement.action", schema)
                .where("action IS NOT NULL")
                .selectExpr(
                        "action_id AS event_id",
                        "at AS event_at",
                        "action_id",
                        "action",
                        "expires_at",
                        person("subject_user_id"),
                        person("channel_id"),
                        "message_id",
                        person("actor_id"),
                        "actor_type",
                        "policy",
                        "severity",
                        "report_id",
                        "batch_id AS bulk_id",
                        "detected_at",
                        "type AS log_type");
    }

    private Dataset<Row> appeals(Path folder) {
        String schema = "appeal_id STRING, kind STRING, at TIMESTAMP, action_id STRING, report_id STRING,"
                + " subject_user_id STRING, channel_id STRING, outcome STRING, reviewer_id STRING";
        return json(folder, "appeal.event", schema)
                .where("appeal_id IS NOT NULL AND kind IS NOT NULL")
                .selectExpr(
                        "concat_ws('/', appeal_id, kind, at, action_id, report_id, outcome, " + hash("reviewer_id")
                                + ") AS event_id",
                        "at AS event_at",
                        "appeal_id",
                        "kind",
                        "action_id",
                        "report_id",
                        person("subject_user_id"),
                        person("channel_id"),
                        "outcome",
                        person("reviewer_id"));
    }

    private Dataset<Row> holds(Path folder) {
        return json(folder, "automod.hold", "message_id STRING, channel_id STRING, held_at TIMESTAMP")
                .selectExpr(
                        "message_id AS event_id",
                        "held_at AS event_at",
                        "message_id",
                        "'hold' AS kind",
                        person("channel_id"),
                        "held_at");
    }

    private Dataset<Row> viewership(Path folder) {
        String schema = "channel_id STRING, from TIMESTAMP, live_seconds BIGINT, viewer_seconds BIGINT,"
                + " is_moderated BOOLEAN";
        return json(folder, "viewership.interval", schema)
                .where("channel_id IS NOT NULL")
                .selectExpr(
                        "concat_ws('/', `from`, " + hash("channel_id") + ") AS event_id",
                        "`from` AS event_at",
                        person("channel_id"),
                        "live_seconds",
                        "viewer_seconds",
                        "is_moderated");
    }

    private Dataset<Row> dimension(Path folder, String entity) {
        String schema = "id STRING, valid_from TIMESTAMP, attributes MAP<STRING, STRING>";
        return json(folder, "dimension." + entity, schema)
                .where("id IS NOT NULL")
                .selectExpr(
                        "concat_ws('/', '%s', valid_from, %s, to_json(attributes)) AS event_id"
                                .formatted(entity, hash("id")),
                        "valid_from AS event_at",
                        "'" + entity + "' AS entity",
                        hash("id") + " AS entity_id",
                        "attributes");
    }
}
