-- One row per appeal, on the day on which it was submitted, or decided where no submission is known, with what it questions.
WITH submitted AS (
    SELECT DISTINCT appeal_id, event_date FROM appeal_event
    WHERE kind = 'submitted' AND event_date >= getvariable('first_day') - 60),
decided AS (
    SELECT DISTINCT appeal_id, event_date FROM appeal_event
    WHERE kind = 'decided' AND event_date >= getvariable('first_day') - 60),
submission AS (
    SELECT appeal_id, event_date AS submitted_date
    FROM submitted s
    WHERE event_date >= getvariable('first_day') AND NOT EXISTS (
        SELECT 1 FROM submitted e
        WHERE e.appeal_id = s.appeal_id AND e.event_date < s.event_date AND e.event_date >= s.event_date - 7)
    UNION ALL
    SELECT appeal_id, event_date
    FROM decided d
    WHERE event_date >= getvariable('first_day')
        AND NOT EXISTS (
            SELECT 1 FROM submitted e
            WHERE e.appeal_id = d.appeal_id AND e.event_date <= d.event_date AND e.event_date >= d.event_date - 60)
        AND NOT EXISTS (
            SELECT 1 FROM decided e
            WHERE e.appeal_id = d.appeal_id AND e.event_date < d.event_date AND e.event_date >= d.event_date - 60)),
log AS (
    SELECT s.appeal_id, s.submitted_date, (a.event_at, a.event_id) AS place, a.*  EXCLUDE (appeal_id)
    FROM submission s
    JOIN appeal_event a
        ON a.appeal_id = s.appeal_id AND a.event_date BETWEEN s.submitted_date AND s.submitted_date + 60
    WHERE a.event_date >= getvariable('first_day')),
course AS (
    SELECT appeal_id, submitted_date,
        min(event_at) AS begun_at,
        min(event_at) FILTER (kind = 'submitted') AS submitted_at,
        coalesce(arg_min(kind, place) FILTER (kind IN ('withdrawn', 'decided')) = 'withdrawn', false) AS is_withdrawn,
        arg_max({moment: event_at, outcome: outcome}, place) FILTER (kind = 'decided') AS last_decision,
        arg_min(action_id, place) FILTER (action_id IS NOT NULL) AS action_id,
        arg_min(report_id, place) FILTER (report_id IS NOT NULL) AS report_id,
        arg_min(subject_user_id, place) FILTER (subject_user_id IS NOT NULL) AS subject_user_id,
        arg_min(channel_id, place) FILTER (channel_id IS NOT NULL) AS channel_id
    FROM log
    GROUP BY ALL),
asked AS (
    SELECT row_number() OVER () AS number, * EXCLUDE (last_decision),
        CASE WHEN NOT is_withdrawn THEN last_decision END AS decision,
        coalesce(submitted_at, CASE WHEN NOT is_withdrawn THEN last_decision.moment END, begun_at) AS asked_at
    FROM course),
action AS (
    SELECT *, {moment: action_at, action_id: action_id, action: action, channel_id: channel_id, category: category, trigger: trigger,
        moderator_id: CASE WHEN NOT is_automated THEN actor_id END} AS found
    FROM enforcement_action
    WHERE action_date >= getvariable('first_day') - 90),
named AS (
    SELECT a.number, arg_max(e.found, (e.action_at, e.action_id)) AS named
    FROM asked a JOIN action e ON e.action_id = a.action_id AND e.action_date BETWEEN a.submitted_date - 90 AND a.submitted_date
    GROUP BY ALL),
led AS (
    SELECT a.number, arg_min(e.found, (e.action_at, e.action_id)) AS led
    FROM asked a JOIN action e
        ON e.report_id = a.report_id AND e.action_date BETWEEN a.submitted_date - 90 AND a.submitted_date
        AND e.action_at <= a.asked_at
    GROUP BY ALL),
ban AS (
    SELECT a.number, arg_max(e.found, (e.action_at, e.action_id)) AS ban
    FROM asked a JOIN action e
        ON e.action = 'ban' AND e.subject_user_id = a.subject_user_id AND e.channel_id IS NOT DISTINCT FROM a.channel_id
        AND e.action_date BETWEEN a.submitted_date - 90 AND a.submitted_date AND e.action_at <= a.asked_at
    WHERE a.action_id IS NULL AND a.report_id IS NULL
    GROUP BY ALL),
report AS (
    SELECT a.number, arg_max({moment: r.decided_at, category: r.category, channel_id: r.channel_id, moderator_id: r.moderator_id},
        r.created_at) AS report
    FROM asked a JOIN report_case r
        ON r.report_id = a.report_id AND r.created_date BETWEEN a.submitted_date - 90 AND a.submitted_date
    WHERE r.created_date >= getvariable('first_day') - 90
    GROUP BY ALL),
questioned AS (
    SELECT a.*, r.report, coalesce(n.named, b.ban, l.led) AS action,
        CASE
            WHEN n.named IS NOT NULL THEN {moment: n.named.moment, moderator_id: n.named.moderator_id}
            WHEN b.ban IS NOT NULL THEN {moment: b.ban.moment, moderator_id: b.ban.moderator_id}
            WHEN r.report.moment <= a.asked_at THEN {moment: r.report.moment, moderator_id: r.report.moderator_id}
            WHEN l.led IS NOT NULL THEN {moment: l.led.moment, moderator_id: l.led.moderator_id} END AS questioned
    FROM asked a
    LEFT JOIN named n USING (number)
    LEFT JOIN ban b USING (number)
    LEFT JOIN report r USING (number)
    LEFT JOIN led l USING (number))
SELECT
    q.submitted_date,
    q.appeal_id,
    q.decision.moment AS decided_at,
    CAST(q.decision.moment AS DATE) AS decided_date,
    q.decision.outcome AS outcome,
    coalesce(q.report.category, q.action.category) AS category,
    c.language,
    c.region,
    c.channel_tier,
    q.action.trigger AS trigger,
    q.action.action AS action,
    q.questioned.moderator_id AS moderator_id,
    m.team AS moderator_team
FROM questioned q
LEFT JOIN dim_channel c
    ON c.channel_id = coalesce(q.channel_id, q.action.channel_id, q.report.channel_id)
    AND c.valid_from <= q.asked_at AND q.asked_at < c.valid_to
LEFT JOIN dim_moderator m
    ON m.moderator_id = q.questioned.moderator_id AND m.valid_from <= q.questioned.moment AND q.questioned.moment < m.valid_to
