-- chat.message; the same message in several channels of a shared chat counts in the channel where it was written.
SELECT
    coalesce(nullif(source_message_id, ''), message_id) AS event_id,
    sent_at AS event_at,
    CAST(sent_at AS DATE) AS event_date,
    coalesce(nullif(source_channel_id, ''), channel_id) AS channel,
    CASE WHEN nullif(source_channel_id, '') <> channel_id THEN channel_id END AS carrier,
    user_id, text, reply_to, badges, emotes, is_first
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', message_id: 'VARCHAR', channel_id: 'VARCHAR', user_id: 'VARCHAR', sent_at: 'TIMESTAMP', text: 'VARCHAR',
    reply_to: 'VARCHAR', badges: 'VARCHAR[]', is_first: 'BOOLEAN', source_channel_id: 'VARCHAR', source_message_id: 'VARCHAR',
    emotes: 'VARCHAR[]'})
WHERE type = 'chat.message' AND message_id <> '' AND channel_id <> '' AND user_id <> '' AND in_range(sent_at)
