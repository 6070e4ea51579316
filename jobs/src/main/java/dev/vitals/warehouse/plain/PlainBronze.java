package dev.vitals.warehouse.plain;

import java.util.Map;
import java.util.TreeMap;

/** The tables of events, by name and columns in Spark's words. */
final class PlainBronze {
    static final String CHAT = "bronze.chat_message";
    static final String REPORTS = "bronze.report_event";
    static final String ENFORCEMENT = "bronze.enforcement_event";
    static final String APPEALS = "bronze.appeal_event";
    static final String AUTOMOD = "bronze.automod_event";
    static final String VIEWERSHIP = "bronze.viewership";
    static final String DIMENSIONS = "bronze.dimension_event";

    private static final String ENVELOPE = "event_id STRING, event_at TIMESTAMP, event_date DATE, landed_on DATE, ";

    private static final Map<String, String> COLUMNS = new TreeMap<>(Map.of(
            CHAT,
            "message_id STRING, channel_id STRING, user_id STRING, text STRING, reply_to STRING, badges ARRAY<STRING>,"
                    + " emotes ARRAY<STRING>, is_first BOOLEAN, sentiment_millis INT, sentiment_terms INT",
            REPORTS,
            "report_id STRING, activity STRING, reporter_id STRING, subject_type STRING, subject_id STRING,"
                    + " subject_user_id STRING, channel_id STRING, message_id STRING, category STRING, severity STRING,"
                    + " language STRING, surface STRING, report_source STRING, moderator_id STRING, queue STRING,"
                    + " decision STRING, action_ids ARRAY<STRING>, merged_into STRING, is_automated BOOLEAN,"
                    + " close_reason STRING",
            ENFORCEMENT,
            "action_id STRING, action STRING, expires_at TIMESTAMP, subject_user_id STRING, channel_id STRING,"
                    + " message_id STRING, actor_id STRING, actor_type STRING, policy STRING, severity STRING,"
                    + " report_id STRING, bulk_id STRING, detected_at TIMESTAMP, log_type STRING",
            APPEALS,
            "appeal_id STRING, kind STRING, action_id STRING, report_id STRING, subject_user_id STRING,"
                    + " channel_id STRING, outcome STRING, reviewer_id STRING",
            AUTOMOD,
            "message_id STRING, kind STRING, channel_id STRING, held_at TIMESTAMP",
            VIEWERSHIP,
            "channel_id STRING, live_seconds BIGINT, viewer_seconds BIGINT, is_moderated BOOLEAN",
            DIMENSIONS,
            "entity STRING, entity_id STRING, attributes MAP<STRING, STRING>"));

    private PlainBronze() {}

    /** Columns of each table; to be read only. */
    static Map<String, String> columns() {
        Map<String, String> all = new TreeMap<>();
        COLUMNS.forEach((table, own) -> all.put(table, ENVELOPE + own));
        return all;
    }
}
