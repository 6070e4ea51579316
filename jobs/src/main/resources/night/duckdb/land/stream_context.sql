-- stream.context, as far as it makes a day of a channel: raids and the shield.
SELECT
    concat_ws('/', kind, "at", channel_id, CAST(attributes AS VARCHAR)) AS event_id,
    "at" AS event_at,
    CAST("at" AS DATE) AS event_date,
    pseudonym(channel_id) AS channel_id,
    lower(kind) AS kind
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', channel_id: 'VARCHAR', kind: 'VARCHAR', "at": 'TIMESTAMP', attributes: 'JSON'})
WHERE type = 'stream.context' AND channel_id <> '' AND in_range("at")
