-- One row per sanction, with what led to it and what became of it within 60 days.
WITH line AS (
    SELECT *,
        CASE WHEN subject_user_id IS NOT NULL AND action <> 'other' THEN lead(event_at) OVER (
            PARTITION BY subject_user_id, channel_id, action ORDER BY event_at, event_id) END AS next_at
    FROM enforcement_event
    WHERE event_date >= getvariable('first_day')),
sanction AS (
    SELECT row_number() OVER () AS number, * EXCLUDE (next_at), CAST(event_date + 61 AS TIMESTAMP) AS seen_until,
        CASE WHEN next_at < CAST(event_date + 61 AS TIMESTAMP) THEN next_at END AS repeated_at,
        EXISTS (
            SELECT 1 FROM bot
            WHERE bot.account_id = l.actor_id AND bot.valid_from <= l.event_at AND l.event_at < bot.valid_to) AS is_bot
    FROM line l
    WHERE is_sanction(action)),
lift AS (
    SELECT s.number, min(l.event_at) AS lifted_at
    FROM line l
    JOIN sanction s
        ON s.subject_user_id = l.subject_user_id AND s.channel_id IS NOT DISTINCT FROM l.channel_id
        AND l.event_at >= s.event_at AND l.event_at < s.seen_until AND lifts(l.action, s.action)
    WHERE NOT is_sanction(l.action)
    GROUP BY ALL),
-- Who or what spoke of the message: holds, reports of people and reports of machines, the first of each within 7 days.
mention AS (
    SELECT message_id, event_date, event_at AS moment, NULL AS source, 'hold' AS kind FROM automod_hold
    WHERE event_date >= getvariable('first_day') - 7
    UNION ALL
    SELECT coalesce(message_id, CASE WHEN subject_type = 'message' THEN subject_id END), event_date, event_at,
        coalesce(report_source, 'user'), CASE WHEN report_source = 'automated' THEN 'machine' ELSE 'person' END
    FROM report_event
    WHERE activity = 'created' AND event_date >= getvariable('first_day') - 7),
mentioned AS (
    SELECT s.number,
        min(m.moment) FILTER (m.kind = 'hold') AS held_at,
        min(m.moment) FILTER (m.kind = 'machine') AS machine_reported_at,
        arg_min({moment: m.moment, source: m.source}, (m.moment, m.source)) FILTER (m.kind = 'person') AS reported
    FROM sanction s
    JOIN mention m ON m.message_id = s.message_id AND m.event_date BETWEEN s.event_date - 7 AND s.event_date
    GROUP BY ALL),
led AS (
    SELECT s.number, arg_min({moment: r.event_at, source: r.report_source, category: r.category, severity: r.severity}, r.event_at) AS led
    FROM sanction s
    JOIN report_event r
        ON r.report_id = s.report_id AND r.activity = 'created' AND r.event_date BETWEEN s.event_date - 60 AND s.event_date
    WHERE r.event_date >= getvariable('first_day') - 60
    GROUP BY ALL),
-- Each sanction with the appeals that share a key with it, cut to what is seen of them within 60 days.
appeal_key AS (
    SELECT DISTINCT appeal_id, unnest([
        'action:' || action_id, 'report:' || report_id,
        CASE WHEN action_id IS NULL AND report_id IS NULL
            THEN 'ban:' || subject_user_id || '|' || coalesce(CAST(channel_id AS VARCHAR), '') END]) AS key
    FROM appeal_event
    WHERE event_date >= getvariable('first_day')),
sanction_key AS (
    SELECT number, unnest(['action:' || action_id, 'report:' || report_id, CASE WHEN action = 'ban'
        THEN 'ban:' || subject_user_id || '|' || coalesce(CAST(channel_id AS VARCHAR), '') END]) AS key
    FROM sanction),
course AS (
    SELECT s.number, a.appeal_id,
        min(a.event_at) AS begun_at,
        min(a.event_at) FILTER (a.kind = 'submitted') AS submitted_at,
        arg_min(a.kind, (a.event_at, a.event_id)) FILTER (a.kind IN ('withdrawn', 'decided')) AS settled_by,
        arg_max({moment: a.event_at, outcome: a.outcome}, (a.event_at, a.event_id)) FILTER (a.kind = 'decided') AS decision,
        bool_or(a.action_id = s.action_id) AS names_action,
        bool_or(a.report_id = s.report_id) AS names_report,
        bool_or(a.action_id IS NOT NULL OR a.report_id IS NOT NULL) AS names_any,
        bool_or(s.action = 'ban' AND a.subject_user_id = s.subject_user_id AND a.channel_id IS NOT DISTINCT FROM s.channel_id)
            AS asks_unban,
        any_value(s.event_at) AS sanction_at,
        any_value(s.repeated_at) AS repeated_at
    FROM (SELECT DISTINCT number, appeal_id FROM sanction_key JOIN appeal_key USING (key)) linked
    JOIN sanction s USING (number)
    JOIN appeal_event a ON a.appeal_id = linked.appeal_id AND a.event_at >= s.event_date AND a.event_at < s.seen_until
    WHERE a.event_date >= getvariable('first_day')
    GROUP BY ALL),
against AS (
    SELECT *, CASE WHEN settled_by = 'decided' THEN decision END AS decided
    FROM course
    WHERE CASE WHEN names_any
        THEN coalesce(names_action, false) OR (coalesce(names_report, false) AND coalesce(submitted_at >= sanction_at, false))
        ELSE coalesce(submitted_at >= sanction_at, false) AND coalesce(asks_unban, false)
            AND coalesce(repeated_at > submitted_at, true) END),
appealed AS (
    SELECT number, min(begun_at) AS appealed_at,
        arg_max(decided, (decided.moment, coalesce(decided.outcome, ''))) FILTER (decided IS NOT NULL) AS decided,
        arg_min({moment: decided.moment, begun_at: begun_at}, (decided.moment, begun_at)) FILTER (decided.outcome = 'reversed') AS reversal
    FROM against
    GROUP BY ALL),
joined AS (
    SELECT s.*, l.lifted_at, d.led, p.appealed_at, p.decided, p.reversal, a.sent_at, m.reported,
        CASE WHEN m.held_at <= s.event_at THEN m.held_at END AS held_at,
        CASE WHEN m.reported.moment <= s.event_at THEN m.reported.moment END AS reported_at,
        least(
            CASE WHEN m.held_at <= s.event_at THEN m.held_at END,
            CASE WHEN s.detected_at <= s.event_at THEN s.detected_at END,
            CASE WHEN m.machine_reported_at <= s.event_at THEN m.machine_reported_at END) AS flagged_at,
        CASE WHEN s.is_bot AND coalesce(s.actor_type IN ('human', 'staff'), true) THEN 'bot' ELSE s.actor_type END AS actor,
        least(night_end(), s.seen_until) AS horizon
    FROM sanction s
    LEFT JOIN lift l USING (number)
    LEFT JOIN mentioned m USING (number)
    LEFT JOIN led d USING (number)
    LEFT JOIN appealed p USING (number)
    LEFT JOIN (FROM acted_message WHERE acted_date >= getvariable('first_day')) a
        ON a.message_id = s.message_id AND a.acted_date = s.event_date),
-- What can end a sanction: its planned end, a reversal, a lift, and another one of its kind.
possible AS (
    SELECT *,
        CASE WHEN lasts(action) AND greatest(expires_at, event_at) <= horizon AND expires_at IS NOT NULL
            THEN greatest(expires_at, event_at) END AS expired_at,
        CASE WHEN reversal.moment <= horizon THEN reversal.moment END AS reversed_at,
        CASE WHEN lasts(action) AND lifted_at <= horizon THEN lifted_at END AS taken_back_at,
        CASE WHEN lasts(action) AND repeated_at <= horizon THEN repeated_at END AS superseded_at
    FROM joined),
ended AS (
    SELECT *, least(expired_at, reversed_at, taken_back_at, superseded_at) AS ended_at FROM possible),
named AS (
    SELECT *, CASE
        WHEN expired_at = ended_at THEN 'expired'
        WHEN reversed_at = ended_at THEN 'reversed_on_appeal'
        WHEN taken_back_at = ended_at THEN CASE
            WHEN reversal.begun_at <= lifted_at THEN 'reversed_on_appeal'
            WHEN appealed_at <= lifted_at THEN 'lifted' ELSE 'restored' END
        WHEN superseded_at = ended_at THEN 'superseded' END AS end_kind
    FROM ended)
SELECT
    n.event_date AS action_date,
    n.action_id,
    n.event_at AS action_at,
    n.action,
    n.subject_user_id,
    n.channel_id,
    n.actor_id,
    CASE WHEN n.actor IN ('automod', 'bot', 'system') THEN true
        WHEN n.actor IS NOT NULL OR n.actor_id IS NOT NULL THEN false END AS is_automated,
    coalesce(n.led.category, n.policy) AS category,
    coalesce(n.severity, n.led.severity) AS severity,
    c.language,
    c.region,
    c.channel_tier,
    n.report_id,
    CASE
        WHEN n.report_id IS NOT NULL THEN CASE n.led.source
            WHEN 'automated' THEN 'proactive' WHEN 'trusted_flagger' THEN 'trusted_flagger' ELSE 'user_report' END
        WHEN n.actor = 'automod' THEN 'automod'
        WHEN n.reported_at IS NOT NULL AND coalesce(n.flagged_at >= n.reported_at, true)
            THEN CASE WHEN n.reported.source = 'trusted_flagger' THEN 'trusted_flagger' ELSE 'user_report' END
        WHEN n.held_at IS NOT NULL THEN 'automod'
        WHEN n.flagged_at IS NOT NULL OR coalesce(n.actor IN ('bot', 'system'), false) THEN 'proactive'
        ELSE 'manual' END AS trigger,
    coalesce(n.reported.moment, CASE WHEN coalesce(n.led.source, 'user') <> 'automated' THEN n.led.moment END) AS first_report_at,
    CASE WHEN n.sent_at <= n.event_at THEN (epoch_us(n.event_at) - epoch_us(n.sent_at)) // 1000000 END
        AS message_to_action_seconds,
    n.ended_at,
    n.end_kind,
    is_appealable(n.action) AS is_appealable,
    n.appealed_at,
    n.decided.moment AS appeal_decided_at,
    n.decided.outcome AS appeal_outcome,
    CASE WHEN n.end_kind = 'restored' THEN n.ended_at END AS restored_at
FROM named n
LEFT JOIN dim_channel c ON c.channel_id = n.channel_id AND c.valid_from <= n.event_at AND n.event_at < c.valid_to
