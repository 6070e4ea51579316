package dev.vitals.warehouse.plain;

/** The days of channels and chatters, in SQL. */
final class PlainSql {
    /** From chat, reports, sanctions and viewership of some days. */
    static final String CHANNEL_DAYS = """
            WITH by_chat AS (
              SELECT channel_id, event_date, count(*) AS messages,
                count_if(sentiment_terms > 0) AS scored_messages,
                sum(IF(sentiment_terms > 0, CAST(sentiment_millis AS BIGINT), 0)) AS sentiment_millis,
                sum(IF(sentiment_terms > 0, CAST(sentiment_millis AS BIGINT) * sentiment_millis, 0)) AS sentiment_squares,
                count_if(sentiment_terms > 0 AND sentiment_millis <= -100) AS negative_messages,
                count_if(sentiment_terms > 0 AND sentiment_millis >= 100) AS positive_messages
              FROM chat GROUP BY channel_id, event_date),
            by_report AS (
              SELECT coalesce(channel_id, 'none') AS channel_id, event_date, count(DISTINCT report_id) AS reports
              FROM reports GROUP BY 1, 2),
            by_sanction AS (
              SELECT coalesce(channel_id, 'none') AS channel_id, event_date,
                count(DISTINCT action_id) AS actions,
                count(DISTINCT IF(action = 'message_delete', coalesce(message_id, action_id), NULL)) AS removals,
                count(DISTINCT IF(action = 'message_delete' AND (actor_type IN ('automod', 'bot', 'system') OR b.id IS NOT NULL),
                  coalesce(message_id, action_id), NULL)) AS proactive_removals
              FROM sanctions s
              LEFT JOIN bots b ON b.id = s.actor_id AND b.valid_from <= s.event_at
                AND (b.valid_to IS NULL OR s.event_at < b.valid_to)
              GROUP BY 1, 2),
            by_viewer AS (
              SELECT coalesce(channel_id, 'none') AS channel_id, event_date,
                sum(live_seconds) AS live_seconds,
                sum(viewer_seconds) AS viewer_seconds,
                sum(IF(is_moderated, viewer_seconds, NULL)) AS moderated_viewer_seconds,
                sum(IF(is_moderated, live_seconds, NULL)) AS moderated_seconds
              FROM viewership GROUP BY 1, 2)
            SELECT d.channel_id, event_date AS activity_date, language, region, tier AS channel_tier,
              coalesce(messages, 0) AS messages,
              coalesce(scored_messages, 0) AS scored_messages,
              coalesce(sentiment_millis, 0) AS sentiment_millis,
              coalesce(sentiment_squares, 0) AS sentiment_squares,
              coalesce(negative_messages, 0) AS negative_messages,
              coalesce(positive_messages, 0) AS positive_messages,
              coalesce(reports, 0) AS reports,
              coalesce(actions, 0) AS actions,
              coalesce(removals, 0) AS removals,
              coalesce(proactive_removals, 0) AS proactive_removals,
              coalesce(live_seconds, 0) AS live_seconds,
              coalesce(viewer_seconds, 0) AS viewer_seconds,
              coalesce(moderated_viewer_seconds, 0) AS moderated_viewer_seconds,
              coalesce(moderated_seconds, 0) AS moderated_seconds
            FROM (SELECT * FROM by_chat
                FULL JOIN by_report USING (channel_id, event_date)
                FULL JOIN by_sanction USING (channel_id, event_date)
                FULL JOIN by_viewer USING (channel_id, event_date)) d
              LEFT JOIN channels c ON c.channel_id = d.channel_id
                AND c.valid_from < CAST(date_add(event_date, 1) AS TIMESTAMP)
                AND (c.valid_to IS NULL OR c.valid_to >= CAST(date_add(event_date, 1) AS TIMESTAMP))
            """;

    /** From the chat of some days, and the days of chatters in the 29 days before. */
    static final String CHATTER_DAYS = """
            WITH today AS (
              SELECT user_id, event_date AS activity_date, count(*) AS messages,
                count_if(sentiment_terms > 0) AS scored_messages,
                sum(IF(sentiment_terms > 0, CAST(sentiment_millis AS BIGINT), 0)) AS sentiment_millis
              FROM chat GROUP BY user_id, event_date),
            seen AS (
              SELECT user_id, activity_date FROM today
              UNION ALL SELECT user_id, activity_date FROM chatter_days_before),
            last_seen AS (
              SELECT user_id, activity_date,
                lag(activity_date) OVER (PARTITION BY user_id ORDER BY activity_date) AS last_date
              FROM seen),
            busy AS (SELECT DISTINCT activity_date FROM seen)
            SELECT t.user_id, t.activity_date, u.region, t.messages, t.scored_messages,
              CASE WHEN scored_messages > 0 THEN CAST(sign(sentiment_millis) AS BIGINT)
                * ((2000 * abs(sentiment_millis) + scored_messages) DIV (2 * scored_messages)) END AS mean_sentiment_micros,
              coalesce(l.last_date < date_sub(t.activity_date, 28), true) AS is_new,
              t.activity_date IN (SELECT date_add(activity_date, 28) FROM busy
                UNION SELECT date_add(activity_date, 29) FROM busy) AS has_lookback
            FROM today t
              JOIN last_seen l ON l.user_id = t.user_id AND l.activity_date = t.activity_date
              LEFT JOIN users u ON u.user_id = t.user_id
                AND u.valid_from < CAST(date_add(t.activity_date, 1) AS TIMESTAMP)
                AND (u.valid_to IS NULL OR u.valid_to >= CAST(date_add(t.activity_date, 1) AS TIMESTAMP))
            """;

    private PlainSql() {}
}
