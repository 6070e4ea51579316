-- What is staged of chat, in the words of its table.
SELECT event_id, event_at, event_date, channel_id, pseudonym(user_id) AS user_id, text, nullif(reply_to, '') AS reply_to,
    [split_part(badge, '/', 1) FOR badge IN badges] AS badges,
    -- Asked once for the list, because asking each of its texts takes ten times as long.
    CASE WHEN contains(CAST(emotes AS VARCHAR), '@') OR contains(CAST(emotes AS VARCHAR), '＠')
            OR contains(CAST(emotes AS VARCHAR), '﹫')
        THEN [masked(emote) FOR emote IN emotes] ELSE emotes END AS emotes,
    is_first,
    pseudonym(carrier) AS carrier_channel_id,
    CAST(CASE WHEN score IS NULL THEN 0 ELSE (score & 4095) - 1000 END AS SMALLINT) AS sentiment_millis,
    CAST(coalesce(score >> 12, 0) AS SMALLINT) AS sentiment_terms
FROM (SELECT *, lexicon_score(text) AS score FROM (SELECT * REPLACE (masked(text) AS text) FROM staged))
JOIN channel_name USING (channel)
