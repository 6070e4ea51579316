package dev.vitals.job.land;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tables that lines land in, with the columns that an adapter fills. */
public enum BronzeTable {
    CHAT_MESSAGE("message_id channel_id user_id text reply_to badges emotes is_first carried_by_channel_id sentiment"
            + " sentiment_terms scorer_version"),
    REPORT_EVENT("report_id activity reporter_id subject_type subject_id subject_user_id channel_id message_id category"
            + " severity language surface report_source legal_ground moderator_id queue decision action_ids"
            + " merged_into is_automated close_reason"),
    ENFORCEMENT_EVENT(
            "action_id action expires_at subject_user_id channel_id message_id actor_id actor_type policy severity"
                    + " report_id bulk_id detected_at log_type"),
    APPEAL_EVENT("appeal_id kind action_id report_id subject_user_id channel_id outcome reviewer_id"),
    AUTOMOD_EVENT("message_id kind channel_id user_id held_at reason category level status moderator_id"),
    AUDIT_LABEL("audit_id frame item_id decision_id stratum inclusion_probability rater_id label rubric_version"
            + " channel_id item_at stratum_size golden_label"),
    VIEWERSHIP("channel_id from_at to_at live_seconds viewer_seconds is_moderated"),
    EXPOSURE("experiment variant unit_id cluster_id stratum"),
    STREAM_CONTEXT("channel_id kind attributes"),
    DIMENSION_EVENT("entity entity_id attributes");

    /** How many of {@link #columns()} belong to the envelope: event_id, event_at and event_date. */
    public static final int ENVELOPE = 3;

    private final String contract = "bronze." + name().toLowerCase(Locale.ROOT);
    private final List<String> columns;

    BronzeTable(String own) {
        List<String> all = new ArrayList<>(List.of("event_id", "event_at", "event_date"));
        all.addAll(List.of(own.split(" ")));
        columns = List.copyOf(all);
    }

    /** Name of its contract, {@code bronze.chat_message} for example. */
    public String contract() {
        return contract;
    }

    /**
     * The columns that an adapter fills: event_id, event_at, event_date, then the table's own in contract order. The rest
     * of the envelope (source, file_id, line_number, batch_id) is known only to whoever opened the file.
     */
    public List<String> columns() {
        return columns;
    }

    /** Class of the values that an adapter gives for a column of this type in its contract. */
    public static Class<?> valueClass(String columnType) {
        return switch (columnType) {
            case "string" -> String.class;
            case "int", "date" -> Integer.class;
            case "bigint", "timestamp" -> Long.class;
            case "double" -> Double.class;
            case "boolean" -> Boolean.class;
            case "array<string>" -> String[].class;
            case "map<string,string>" -> Map.class;
            default -> throw new IllegalArgumentException("No adapter fills a column of type " + columnType);
        };
    }

    int index(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException(contract + " has no column " + column + "; its columns are " + columns);
        }
        return index;
    }
}
