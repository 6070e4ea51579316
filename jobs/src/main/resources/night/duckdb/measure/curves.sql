-- Share of cases that have ended by each kind over time, while others compete and some are still open (Aalen and Johansen); and
-- the time a case is open within the horizon (Kaplan and Meier). Within a cell of time ends come before what is lost from sight.
CREATE OR REPLACE TEMP TABLE curve AS
WITH step AS (
    SELECT kpi, _date, slice_key, horizon, horizon_bin, bin, seconds, sum(n) AS gone,
        coalesce(sum(n) FILTER (code >= 0), 0) AS ended,
        coalesce(sum(n) FILTER (code = 0), 0) AS ended_0,
        coalesce(sum(n) FILTER (code = 1), 0) AS ended_1,
        coalesce(sum(n) FILTER (code = 2), 0) AS ended_2,
        coalesce(sum(n) FILTER (code = 3), 0) AS ended_3,
        coalesce(sum(n) FILTER (code = 4), 0) AS ended_4
    FROM cell_count
    GROUP BY ALL),
risk AS (
    SELECT *, sum(gone) OVER so_far AS gone_by, sum(gone) OVER every AS total, sum(gone) OVER every - sum(gone) OVER so_far + gone AS open
    FROM step
    WINDOW every AS (PARTITION BY kpi, _date, slice_key), so_far AS (every ORDER BY bin ROWS UNBOUNDED PRECEDING)),
survival AS (
    SELECT *, product((open - ended) / open) OVER (PARTITION BY kpi, _date, slice_key ORDER BY bin ROWS UNBOUNDED PRECEDING) AS left_open
    FROM risk),
hazard AS (
    SELECT *, coalesce(lag(left_open) OVER (PARTITION BY kpi, _date, slice_key ORDER BY bin), 1) / open AS weight FROM survival),
incidence AS (
    SELECT *,
        sum(weight * ended_0) OVER so_far AS share_0,
        sum(weight * ended_1) OVER so_far AS share_1,
        sum(weight * ended_2) OVER so_far AS share_2,
        sum(weight * ended_3) OVER so_far AS share_3,
        sum(weight * ended_4) OVER so_far AS share_4,
        CASE WHEN ended > 0 AND seconds <= horizon THEN seconds END AS step_at
    FROM hazard
    WINDOW so_far AS (PARTITION BY kpi, _date, slice_key ORDER BY bin ROWS UNBOUNDED PRECEDING)),
area AS (
    SELECT *,
        CASE WHEN ended = open AND share_0 > 1 - 1e-12 THEN 1 ELSE share_0 END AS reached,
        CASE WHEN step_at IS NOT NULL THEN left_open * (coalesce(
            min(step_at) OVER (PARTITION BY kpi, _date, slice_key ORDER BY bin ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING),
            horizon) - step_at) END AS area_after
    FROM incidence),
summary AS (
    SELECT kpi, _date, slice_key, any_value(total) AS total,
        -- Known while cases are followed up to the horizon, or next to none is lost from sight before.
        max(bin) >= any_value(horizon_bin) OR arg_max(gone - ended, bin) = 0 OR arg_max(left_open, bin) <= 1e-3 AS is_known,
        coalesce(min(step_at), any_value(horizon)) + coalesce(sum(area_after), 0) AS open_seconds,
        any_value(horizon) AS horizon,
        sum(ended_0) AS ends_0, sum(ended_1) AS ends_1, sum(ended_2) AS ends_2, sum(ended_3) AS ends_3, sum(ended_4) AS ends_4,
        arg_max(share_0, bin) FILTER (bin <= horizon_bin) AS by_0, arg_max(share_1, bin) FILTER (bin <= horizon_bin) AS by_1,
        arg_max(share_2, bin) FILTER (bin <= horizon_bin) AS by_2, arg_max(share_3, bin) FILTER (bin <= horizon_bin) AS by_3,
        arg_max(share_4, bin) FILTER (bin <= horizon_bin) AS by_4,
        ${quantiles}
    FROM area
    GROUP BY ALL)
SELECT * EXCLUDE (by_0, by_1, by_2, by_3, by_4, is_known, open_seconds, horizon),
    CASE WHEN is_known THEN least(open_seconds, horizon) END AS restricted_mean,
    CASE WHEN is_known THEN coalesce(by_0, 0) END AS share_0,
    CASE WHEN is_known THEN coalesce(by_1, 0) END AS share_1,
    CASE WHEN is_known THEN coalesce(by_2, 0) END AS share_2,
    CASE WHEN is_known THEN coalesce(by_3, 0) END AS share_3,
    CASE WHEN is_known THEN coalesce(by_4, 0) END AS share_4
FROM summary;
