-- enforcement.action; what moderators noted as a reason is not kept, and an end from 2100 on means never.
SELECT
    action_id AS event_id,
    "at" AS event_at,
    CAST("at" AS DATE) AS event_date,
    action_id,
    coded('action', action) AS action,
    CASE WHEN expires_at < TIMESTAMP '2100-01-01' THEN expires_at END AS expires_at,
    pseudonym(nullif(subject_user_id, '')) AS subject_user_id,
    pseudonym(nullif(channel_id, '')) AS channel_id,
    nullif(message_id, '') AS message_id,
    pseudonym(nullif(actor_id, '')) AS actor_id,
    lower(nullif(actor_type, '')) AS actor_type,
    coded('category', policy) AS policy,
    coded('severity', severity) AS severity,
    nullif(report_id, '') AS report_id,
    nullif(batch_id, '') AS bulk_id,
    detected_at
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', action_id: 'VARCHAR', action: 'VARCHAR', "at": 'TIMESTAMP', expires_at: 'TIMESTAMP',
    subject_user_id: 'VARCHAR', channel_id: 'VARCHAR', message_id: 'VARCHAR', actor_id: 'VARCHAR', actor_type: 'VARCHAR',
    policy: 'VARCHAR', severity: 'VARCHAR', report_id: 'VARCHAR', batch_id: 'VARCHAR', detected_at: 'TIMESTAMP'})
WHERE type = 'enforcement.action'
    AND action_id <> ''
    AND action <> ''
    AND in_range("at")
    AND coalesce(lower(nullif(actor_type, '')), 'human') IN ('human', 'automod', 'bot', 'system', 'staff')
