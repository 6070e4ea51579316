-- One row per chatter and day; new is who wrote nothing in the 28 days before, and a day has a past when anybody wrote on the
-- 28th or 29th day before.
WITH active AS (
    SELECT activity_date, user_id, sum(messages) AS messages, sum(scored_messages) AS scored, sum(sentiment_millis) AS millis
    FROM chat_of_adults
    GROUP BY ALL),
past AS (
    SELECT DISTINCT user_id, activity_date FROM channel_chatter
    WHERE activity_date BETWEEN getvariable('from_day') - 28 AND getvariable('night')),
days AS (
    SELECT DISTINCT activity_date FROM channel_chatter
    WHERE activity_date BETWEEN getvariable('from_day') - 29 AND getvariable('night'))
SELECT
    a.activity_date,
    a.user_id,
    d.region,
    a.messages,
    CASE WHEN scored > 0 THEN sign(millis) * ((2000 * abs(millis) + scored) // (2 * scored)) END AS mean_sentiment_micros,
    NOT EXISTS (
        SELECT 1 FROM past p
        WHERE p.user_id = a.user_id AND p.activity_date < a.activity_date AND p.activity_date >= a.activity_date - 28) AS is_new,
    a.activity_date - 28 IN (SELECT activity_date FROM days) OR a.activity_date - 29 IN (SELECT activity_date FROM days)
        AS has_lookback
FROM active a
LEFT JOIN dim_user d
    ON d.user_id = a.user_id AND d.valid_from <= end_of(a.activity_date) AND end_of(a.activity_date) < d.valid_to
