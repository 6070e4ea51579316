-- The same of all days to compute, with what children wrote counted and not scored.
CREATE OR REPLACE TEMP TABLE chat_of_adults AS
SELECT c.* REPLACE (
    CASE WHEN is_child THEN 0 ELSE c.scored_messages END AS scored_messages,
    CASE WHEN is_child THEN 0 ELSE c.sentiment_millis END AS sentiment_millis,
    CASE WHEN is_child THEN 0 ELSE c.sentiment_squares END AS sentiment_squares,
    CASE WHEN is_child THEN 0 ELSE c.negative_messages END AS negative_messages,
    CASE WHEN is_child THEN 0 ELSE c.positive_messages END AS positive_messages)
FROM (
    SELECT *, EXISTS (
        SELECT 1 FROM child
        WHERE child.user_id = c.user_id AND child.valid_from < c.activity_date + 1 AND child.valid_to > c.activity_date) AS is_child
    FROM channel_chatter c
    WHERE activity_date BETWEEN getvariable('from_day') AND getvariable('night')) c;
ALTER TABLE chat_of_adults DROP COLUMN is_child;
