-- Takes lines away whose event stands earlier in what is staged, or in the table already on these days.
CREATE OR REPLACE TEMP TABLE again AS
SELECT s.rowid AS line
FROM staged s
JOIN (SELECT event_id, min(rowid) AS first_line FROM staged GROUP BY event_id HAVING count(*) > 1) twice USING (event_id)
WHERE s.rowid > twice.first_line
UNION
SELECT s.rowid
FROM staged s
SEMI JOIN (SELECT event_id FROM every_${table} WHERE event_date IN ${days}) known USING (event_id);

DELETE FROM staged WHERE rowid IN (FROM again);
