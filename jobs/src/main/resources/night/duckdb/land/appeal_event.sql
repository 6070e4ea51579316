-- appeal.event
SELECT
    concat_ws('/', appeal_id, kind, "at", coalesce(action_id, ''), coalesce(report_id, ''), coalesce(outcome, ''),
        coalesce(reviewer_id, '')) AS event_id,
    "at" AS event_at,
    CAST("at" AS DATE) AS event_date,
    appeal_id,
    lower(kind) AS kind,
    nullif(action_id, '') AS action_id,
    nullif(report_id, '') AS report_id,
    pseudonym(nullif(subject_user_id, '')) AS subject_user_id,
    pseudonym(nullif(channel_id, '')) AS channel_id,
    lower(nullif(outcome, '')) AS outcome,
    pseudonym(nullif(reviewer_id, '')) AS reviewer_id
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', appeal_id: 'VARCHAR', kind: 'VARCHAR', "at": 'TIMESTAMP', action_id: 'VARCHAR', report_id: 'VARCHAR',
    subject_user_id: 'VARCHAR', channel_id: 'VARCHAR', outcome: 'VARCHAR', reviewer_id: 'VARCHAR'})
WHERE type = 'appeal.event'
    AND appeal_id <> ''
    AND in_range("at")
    AND lower(kind) IN ('submitted', 'assigned', 'decided', 'withdrawn')
    AND coalesce(lower(nullif(outcome, '')), 'upheld') IN ('upheld', 'reversed', 'partially_reversed', 'omitted')
