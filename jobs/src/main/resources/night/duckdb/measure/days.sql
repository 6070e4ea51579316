-- Days that have numbers: those of events and the quarter after each, up to the night.
CREATE OR REPLACE TEMP TABLE measured_day AS
SELECT DISTINCT CAST(unnest(range(event_date, least(event_date + 92, getvariable('night')) + 1, INTERVAL 1 DAY)) AS DATE) AS day
FROM (
    SELECT DISTINCT event_date FROM arrived
    WHERE source <> 'dimension_event' AND event_date <= getvariable('night') AND event_date >= getvariable('from_day') - 92);

DELETE FROM measured_day WHERE day < getvariable('from_day');
