-- report.activity
SELECT
    concat_ws('/', report_id, activity, "at", coalesce(moderator_id, ''), coalesce(queue, ''), coalesce(decision, ''),
        coalesce(CAST(action_ids AS VARCHAR), ''), coalesce(merged_into, ''), coalesce(CAST(is_automated AS VARCHAR), ''),
        coalesce(close_reason, '')) AS event_id,
    "at" AS event_at,
    CAST("at" AS DATE) AS event_date,
    report_id,
    lower(activity) AS activity,
    pseudonym(nullif(moderator_id, '')) AS moderator_id,
    coded('queue', queue) AS queue,
    lower(nullif(decision, '')) AS decision,
    action_ids,
    nullif(merged_into, '') AS merged_into,
    is_automated,
    coded('close_reason', close_reason) AS close_reason
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', report_id: 'VARCHAR', activity: 'VARCHAR', "at": 'TIMESTAMP', moderator_id: 'VARCHAR', queue: 'VARCHAR',
    decision: 'VARCHAR', action_ids: 'VARCHAR[]', merged_into: 'VARCHAR', is_automated: 'BOOLEAN', close_reason: 'VARCHAR'})
WHERE type = 'report.activity'
    AND report_id <> ''
    AND in_range("at")
    AND lower(activity) IN ('queued', 'assigned', 'unassigned', 'escalated', 'first_viewed', 'decided', 'closed', 'auto_closed',
        'reopened', 'merged', 'withdrawn')
    AND coalesce(lower(nullif(decision, '')), 'action') IN ('action', 'no_action', 'escalate')
