-- report.created
SELECT
    report_id || '/created' AS event_id,
    created_at AS event_at,
    CAST(created_at AS DATE) AS event_date,
    report_id,
    'created' AS activity,
    pseudonym(nullif(reporter_id, '')) AS reporter_id,
    lower(subject_type) AS subject_type,
    CASE WHEN lower(subject_type) IN ('user', 'channel') THEN CAST(pseudonym(nullif(subject_id, '')) AS VARCHAR)
        ELSE nullif(subject_id, '') END AS subject_id,
    pseudonym(nullif(subject_user_id, '')) AS subject_user_id,
    pseudonym(nullif(channel_id, '')) AS channel_id,
    nullif(message_id, '') AS message_id,
    coded('category', category) AS category,
    coded('severity', severity) AS severity,
    coded_language(language) AS language,
    coded('surface', surface) AS surface,
    lower(nullif(source, '')) AS report_source,
    nullif(legal_ground, '') AS legal_ground
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', report_id: 'VARCHAR', reporter_id: 'VARCHAR', subject_type: 'VARCHAR', subject_id: 'VARCHAR',
    subject_user_id: 'VARCHAR', channel_id: 'VARCHAR', category: 'VARCHAR', severity: 'VARCHAR', language: 'VARCHAR',
    surface: 'VARCHAR', source: 'VARCHAR', created_at: 'TIMESTAMP', message_id: 'VARCHAR', legal_ground: 'VARCHAR'})
WHERE type = 'report.created'
    AND report_id <> ''
    AND in_range(created_at)
    AND lower(subject_type) IN ('message', 'user', 'stream', 'clip', 'channel')
    AND coalesce(lower(nullif(source, '')), 'user') IN ('user', 'trusted_flagger', 'automated')
