-- One row per channel and day on which something happened in it, from the events of that day alone.
WITH sanction AS (
    SELECT *, EXISTS (
        SELECT 1 FROM bot
        WHERE bot.account_id = e.actor_id AND bot.valid_from <= e.event_at AND e.event_at < bot.valid_to) AS is_bot
    FROM enforcement_event e
    WHERE event_date >= getvariable('from_day') AND is_sanction(action)),
part AS (
    SELECT activity_date, channel_id, sum(messages) AS messages, sum(scored_messages) AS scored_messages,
        sum(sentiment_millis) AS sentiment_millis, sum(sentiment_squares) AS sentiment_squares,
        sum(negative_messages) AS negative_messages, sum(positive_messages) AS positive_messages
    FROM chat_of_adults GROUP BY ALL
    UNION ALL BY NAME
    SELECT event_date AS activity_date, channel_id, count(DISTINCT report_id) AS reports
    FROM report_event WHERE activity = 'created' AND event_date >= getvariable('from_day') GROUP BY ALL
    UNION ALL BY NAME
    SELECT event_date AS activity_date, channel_id, count(*) AS actions,
        count(DISTINCT coalesce(message_id, action_id)) FILTER (action = 'message_delete') AS removals,
        count(DISTINCT coalesce(message_id, action_id))
            FILTER (action = 'message_delete' AND (actor_type IN ('automod', 'bot', 'system') OR is_bot)) AS proactive_removals
    FROM sanction GROUP BY ALL
    UNION ALL BY NAME
    SELECT DISTINCT event_date AS activity_date, channel_id FROM automod_hold WHERE event_date >= getvariable('from_day')
    UNION ALL BY NAME
    SELECT event_date AS activity_date, channel_id, sum(live_seconds) AS live_seconds, sum(viewer_seconds) AS viewer_seconds,
        sum(viewer_seconds) FILTER (is_moderated) AS moderated_viewer_seconds,
        sum(live_seconds) FILTER (is_moderated) AS moderated_seconds
    FROM viewership WHERE event_date >= getvariable('from_day') GROUP BY ALL
    UNION ALL BY NAME
    SELECT DISTINCT event_date AS activity_date, channel_id FROM stream_context
    WHERE event_date >= getvariable('from_day') AND kind IN ('raid', 'shield_mode_begin', 'shield_mode_end')),
channel AS (
    SELECT activity_date, channel_id, 
        coalesce(sum(messages), 0) AS messages,
        coalesce(sum(scored_messages), 0) AS scored_messages,
        coalesce(sum(sentiment_millis), 0) AS sentiment_millis,
        coalesce(sum(sentiment_squares), 0) AS sentiment_squares,
        coalesce(sum(negative_messages), 0) AS negative_messages,
        coalesce(sum(positive_messages), 0) AS positive_messages,
        coalesce(sum(reports), 0) AS reports,
        coalesce(sum(actions), 0) AS actions,
        coalesce(sum(removals), 0) AS removals,
        coalesce(sum(proactive_removals), 0) AS proactive_removals,
        coalesce(sum(live_seconds), 0) AS live_seconds,
        coalesce(sum(viewer_seconds), 0) AS viewer_seconds,
        coalesce(sum(moderated_viewer_seconds), 0) AS moderated_viewer_seconds,
        coalesce(sum(moderated_seconds), 0) AS moderated_seconds
    FROM part
    GROUP BY ALL)
SELECT c.*, d.language, d.region, d.channel_tier
FROM channel c
LEFT JOIN dim_channel d
    ON d.channel_id = c.channel_id AND d.valid_from <= end_of(c.activity_date) AND end_of(c.activity_date) < d.valid_to
