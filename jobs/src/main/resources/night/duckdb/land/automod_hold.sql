-- automod.hold
SELECT
    message_id || '/hold' AS event_id,
    held_at AS event_at,
    CAST(held_at AS DATE) AS event_date,
    message_id,
    pseudonym(nullif(channel_id, '')) AS channel_id,
    pseudonym(nullif(user_id, '')) AS user_id,
    lower(nullif(reason, '')) AS reason,
    coded('automod_category', category) AS category,
    level
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', message_id: 'VARCHAR', channel_id: 'VARCHAR', user_id: 'VARCHAR', held_at: 'TIMESTAMP',
    reason: 'VARCHAR', category: 'VARCHAR', level: 'INTEGER'})
WHERE type = 'automod.hold'
    AND message_id <> ''
    AND in_range(held_at)
    AND coalesce(lower(nullif(reason, '')), 'automod') IN ('automod', 'blocked_term')
