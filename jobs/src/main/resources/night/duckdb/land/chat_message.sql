-- chat.message; the same message in several channels of a shared chat counts in the channel where it was written.
SELECT
    coalesce(nullif(source_message_id, ''), message_id) AS event_id,
    sent_at AS event_at,
    CAST(sent_at AS DATE) AS event_date,
    pseudonym(coalesce(nullif(source_channel_id, ''), channel_id)) AS channel_id,
    pseudonym(user_id) AS user_id,
    text,
    nullif(reply_to, '') AS reply_to,
    [split_part(badge, '/', 1) FOR badge IN badges] AS badges,
    [masked(emote) FOR emote IN emotes] AS emotes,
    is_first,
    CASE WHEN nullif(source_channel_id, '') <> channel_id THEN pseudonym(channel_id) END AS carrier_channel_id,
    CASE WHEN score IS NULL THEN 0 ELSE (score & 4095) - 1000 END AS sentiment_millis,
    coalesce(score >> 12, 0) AS sentiment_terms
FROM (
    SELECT * REPLACE (masked(text) AS text), lexicon_score(masked(text)) AS score
    FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
        type: 'VARCHAR', message_id: 'VARCHAR', channel_id: 'VARCHAR', user_id: 'VARCHAR', sent_at: 'TIMESTAMP',
        text: 'VARCHAR', reply_to: 'VARCHAR', badges: 'VARCHAR[]', is_first: 'BOOLEAN', source_channel_id: 'VARCHAR',
        source_message_id: 'VARCHAR', emotes: 'VARCHAR[]'})
    WHERE type = 'chat.message' AND message_id <> '' AND channel_id <> '' AND user_id <> '' AND in_range(sent_at))
