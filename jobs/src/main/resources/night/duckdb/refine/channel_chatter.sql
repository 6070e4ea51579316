-- One row per day, channel and person who wrote there; chat is read here, and once.
SELECT
    event_date AS activity_date,
    channel_id,
    user_id,
    count(*) AS messages,
    count(*) FILTER (sentiment_terms > 0) AS scored_messages,
    sum(sentiment_millis) AS sentiment_millis,
    sum(sentiment_millis::INTEGER * sentiment_millis) AS sentiment_squares,
    count(*) FILTER (sentiment_terms > 0 AND sentiment_millis <= -100) AS negative_messages,
    count(*) FILTER (sentiment_terms > 0 AND sentiment_millis >= 100) AS positive_messages
FROM chat_message
WHERE event_date IN ${chat_days}
GROUP BY ALL
