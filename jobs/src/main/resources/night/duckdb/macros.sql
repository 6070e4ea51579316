-- A person or channel, known by a keyed hash.
CREATE OR REPLACE TEMP MACRO pseudonym(id) AS CAST(left(sha256(getvariable('pseudonym_key') || id), 32) AS UUID);

-- Names that people address in a text: an at sign and letters, digits, underscores and marks with a letter or digit among them.
CREATE OR REPLACE TEMP MACRO masked(text) AS CASE
    WHEN contains(text, '@') OR contains(text, '＠') OR contains(text, '﹫')
    THEN regexp_replace(
        text, '[@＠﹫][_\p{Mn}\p{Mc}\p{Cf}]*[\p{L}\p{Nd}][\p{L}\p{Nd}_\p{Mn}\p{Mc}\p{Cf}]*', '@mention', 'g')
    ELSE text END;

-- A code as its list has it; other where it does not.
CREATE OR REPLACE TEMP MACRO coded(of_list, said) AS CASE
    WHEN nullif(said, '') IS NULL THEN NULL
    ELSE coalesce((SELECT any_value(c.word) FROM code c WHERE c.list = of_list AND c.lower_word = lower(said)), 'other') END;

-- Of languages with a script or region that is not listed, the language.
CREATE OR REPLACE TEMP MACRO coded_language(said) AS CASE
    WHEN nullif(said, '') IS NULL THEN NULL
    ELSE coalesce(
        (SELECT any_value(c.word) FROM code c
         WHERE c.list = 'language' AND c.lower_word = replace(lower(said), '_', '-')),
        (SELECT any_value(c.word) FROM code c
         WHERE c.list = 'language' AND c.lower_word = split_part(replace(lower(said), '_', '-'), '-', 1)),
        'other') END;

CREATE OR REPLACE TEMP MACRO in_range(moment) AS moment >= TIMESTAMP '2010-01-01' AND moment < TIMESTAMP '2100-01-01';

-- Kinds of sanction: lifts are none, removals can't be appealed, and those and warnings do not last.
CREATE OR REPLACE TEMP MACRO is_sanction(action) AS
    action NOT IN ('unban', 'untimeout', 'unsuspend', 'remonetize', 'feature_unblock');
CREATE OR REPLACE TEMP MACRO is_appealable(action) AS action NOT IN ('message_delete', 'chat_cleared');
CREATE OR REPLACE TEMP MACRO lasts(action) AS action NOT IN ('message_delete', 'chat_cleared', 'warn');
CREATE OR REPLACE TEMP MACRO lifts(lift, action) AS
    (lift = 'unban' AND action IN ('ban', 'timeout'))
    OR (lift = 'untimeout' AND action = 'timeout')
    OR (lift = 'unsuspend' AND action = 'suspend')
    OR (lift = 'remonetize' AND action = 'demonetize')
    OR (lift = 'feature_unblock' AND action = 'feature_block');

-- The last microsecond of a day, and the first instant after the night.
CREATE OR REPLACE TEMP MACRO end_of(day) AS CAST(day + 1 AS TIMESTAMP) - INTERVAL 1 MICROSECOND;
CREATE OR REPLACE TEMP MACRO night_end() AS CAST(getvariable('night') + 1 AS TIMESTAMP);

-- What the definitions of the KPIs call by Spark's name.
CREATE OR REPLACE TEMP MACRO unix_micros(moment) AS epoch_us(moment);
