-- When the messages were sent that somebody acted on; looked for on the day itself and the 7 days before.
SELECT wanted.acted_date, wanted.message_id, min(chat.event_at) AS sent_at
FROM (
    SELECT DISTINCT event_date AS acted_date, message_id FROM enforcement_event
    WHERE event_date >= getvariable('from_day') AND is_sanction(action) AND message_id IS NOT NULL) wanted
JOIN chat_message chat
    ON chat.event_id = wanted.message_id AND chat.event_date BETWEEN wanted.acted_date - 7 AND wanted.acted_date
WHERE chat.event_date >= getvariable('from_day') - 7
GROUP BY ALL
