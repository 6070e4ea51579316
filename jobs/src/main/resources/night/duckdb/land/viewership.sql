-- viewership.interval
SELECT
    concat_ws('/', 'viewership', "from", channel_id) AS event_id,
    "from" AS event_at,
    CAST("from" AS DATE) AS event_date,
    pseudonym(channel_id) AS channel_id,
    "to" AS to_at,
    live_seconds,
    viewer_seconds,
    is_moderated
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', channel_id: 'VARCHAR', "from": 'TIMESTAMP', "to": 'TIMESTAMP', live_seconds: 'BIGINT',
    viewer_seconds: 'BIGINT', is_moderated: 'BOOLEAN'})
WHERE type = 'viewership.interval' AND channel_id <> '' AND in_range("from") AND in_range("to")
