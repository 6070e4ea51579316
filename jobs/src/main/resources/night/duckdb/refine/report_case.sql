-- One row per report, on the day on which it was filed, with what became of it within 60 days.
WITH filed AS (
    SELECT *,
        lag(event_date) OVER (PARTITION BY report_id ORDER BY event_at, event_id) AS filed_before,
        subject_id IS NULL
            OR coalesce(
                lag(event_at) OVER (PARTITION BY subject_type, subject_id ORDER BY event_at, event_id)
                    < event_at - INTERVAL 7 DAY, true) AS opens_case,
        subject_id IS NOT NULL
            AND count(DISTINCT reporter_id) OVER (
                PARTITION BY subject_type, subject_id ORDER BY event_at
                RANGE BETWEEN INTERVAL 1 HOUR PRECEDING AND INTERVAL 1 HOUR FOLLOWING) >= 20 AS is_brigaded
    FROM report_event
    WHERE activity = 'created' AND event_date >= getvariable('first_day') - 7),
report AS (
    SELECT row_number() OVER () AS number, *, CAST(event_date + 61 AS TIMESTAMP) AS seen_until
    FROM filed
    WHERE event_date >= getvariable('first_day') AND coalesce(filed_before < event_date - 7, true)),
activity AS (
    SELECT r.number, r.event_at AS created_at, a.event_at AS told_at, greatest(a.event_at, r.event_at) AS moment, a.event_id,
        a.activity, a.moderator_id, a.queue, a.decision, coalesce(a.is_automated, false) AS is_automated,
        a.activity IN ('closed', 'auto_closed', 'merged', 'withdrawn') AS is_end,
        a.activity = 'decided' AND coalesce(a.decision <> 'escalate', false) AS is_final
    FROM report r
    JOIN report_event a
        ON a.report_id = r.report_id AND a.activity <> 'created' AND a.event_date BETWEEN r.event_date - 7 AND r.event_date + 60
    WHERE a.event_date >= getvariable('first_day') - 7),
-- Activities in the order of a life; a stretch begins with each reopening.
placed AS (
    SELECT *, row_number() OVER life AS place,
        count(*) FILTER (activity = 'reopened') OVER (life ROWS UNBOUNDED PRECEDING) AS stretch
    FROM activity
    WINDOW life AS (
        PARTITION BY number
        ORDER BY told_at, list_position(
            ['queued', 'assigned', 'unassigned', 'first_viewed', 'escalated', 'decided', 'closed', 'auto_closed', 'merged',
                'withdrawn', 'reopened'], activity), event_id)),
read AS (
    SELECT *,
        count(*) FILTER (is_end OR is_final) OVER (
            PARTITION BY number, stretch ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) > 0 AS has_ended,
        activity = 'decided'
            OR (activity = 'closed' AND decision IS NOT NULL
                AND decision IS DISTINCT FROM lag(decision) OVER (
                    PARTITION BY number, stretch, activity = 'decided' OR (activity = 'closed' AND decision IS NOT NULL)
                    ORDER BY place)) AS decides
    FROM placed),
-- A stretch ends with its first close, merge or withdrawal, else with its first decision.
ending AS (
    SELECT number, stretch,
        coalesce(
            arg_min({moment: moment, kind: activity}, place) FILTER (is_end),
            arg_min({moment: moment, kind: 'closed'}, place) FILTER (is_final)) AS ended
    FROM read
    GROUP BY ALL),
ends AS (
    SELECT number, arg_min(ended, stretch) FILTER (ended IS NOT NULL) AS first_end, arg_max({ended: ended}, stretch).ended AS last_end
    FROM ending
    GROUP BY ALL),
life AS (
    SELECT number,
        bool_or(told_at < created_at) AS has_negative_lag,
        arg_min({moment: moment, kind: CASE WHEN activity IN ('auto_closed', 'merged', 'withdrawn') THEN activity ELSE 'taken_up' END}, place)
            FILTER (is_end OR activity IN ('first_viewed', 'escalated', 'decided')) AS response,
        arg_max({moment: moment, decision: decision, moderator_id: moderator_id, is_automated: is_automated}, place)
            FILTER (decides) AS decided,
        arg_max(queue, place) FILTER (queue IS NOT NULL) AS queue,
        arg_min({place: place, moment: moment, moderator_id: moderator_id}, place) FILTER (activity = 'assigned' AND NOT has_ended) AS held
    FROM read
    GROUP BY ALL),
-- What ended the first handling: a decision, or whatever gave the report away.
handling AS (
    SELECT r.number,
        arg_min({moment: r.moment, kind: CASE
            WHEN activity IN ('auto_closed', 'merged', 'withdrawn') THEN activity
            WHEN activity = 'closed' OR (activity = 'decided' AND coalesce(decision <> 'escalate', true)) THEN 'decided'
            ELSE 'handed_on' END}, r.place) AS ended
    FROM read r
    JOIN life l ON l.number = r.number AND r.place > l.held.place
    WHERE activity IN ('decided', 'closed', 'escalated', 'queued', 'auto_closed', 'merged', 'withdrawn')
        OR (activity = 'unassigned' AND r.moment > l.held.moment)
        OR (activity = 'assigned' AND r.moderator_id IS DISTINCT FROM l.held.moderator_id)
    GROUP BY ALL),
told AS (
    SELECT r.* EXCLUDE (queue, decision), l.* EXCLUDE (number), e.first_end, e.last_end, h.ended AS handled,
        r.event_at + CASE severity
            WHEN 'critical' THEN INTERVAL 1 HOUR WHEN 'high' THEN INTERVAL 4 HOUR
            WHEN 'medium' THEN INTERVAL 24 HOUR WHEN 'low' THEN INTERVAL 72 HOUR END AS sla_due_at,
        CASE WHEN l.decided IS NOT NULL THEN l.decided.is_automated OR EXISTS (
            SELECT 1 FROM bot
            WHERE bot.account_id = l.decided.moderator_id AND bot.valid_from <= l.decided.moment AND l.decided.moment < bot.valid_to)
            END AS by_machine
    FROM report r
    LEFT JOIN life l USING (number)
    LEFT JOIN ends e USING (number)
    LEFT JOIN handling h USING (number))
SELECT
    t.event_date AS created_date,
    t.report_id,
    t.event_at AS created_at,
    t.channel_id,
    t.category,
    t.severity,
    coalesce(t.language, c.language) AS language,
    c.region,
    t.surface,
    c.channel_tier,
    t.queue,
    t.opens_case,
    t.is_brigaded,
    t.response.moment AS first_response_at,
    t.response.kind AS first_response_kind,
    t.first_end.moment AS first_closed_at,
    t.first_end.kind AS first_end_kind,
    t.last_end.moment AS closed_at,
    t.last_end.kind AS end_kind,
    t.decided.moment AS decided_at,
    t.decided.decision AS decision,
    t.by_machine AS is_automated,
    CASE WHEN NOT t.by_machine THEN t.decided.moderator_id END AS moderator_id,
    CASE WHEN NOT t.by_machine THEN m.team END AS moderator_team,
    t.sla_due_at,
    CAST(t.sla_due_at AS DATE) AS sla_due_date,
    coalesce(t.has_negative_lag, false) AS has_negative_lag,
    t.held.moment AS handling_began_at,
    t.handled.moment AS handling_ended_at,
    t.handled.kind AS handling_end_kind
FROM told t
LEFT JOIN dim_channel c ON c.channel_id = t.channel_id AND c.valid_from <= t.event_at AND t.event_at < c.valid_to
LEFT JOIN dim_moderator m
    ON m.moderator_id = t.decided.moderator_id AND m.valid_from <= t.decided.moment AND t.decided.moment < m.valid_to
