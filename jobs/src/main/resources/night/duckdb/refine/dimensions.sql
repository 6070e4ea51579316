-- Versions of channels, users and moderators, from all that was told of them: each lasts until the next begins.
CREATE OR REPLACE TEMP TABLE dim AS
SELECT entity, entity_id, event_at AS valid_from,
    coalesce(lead(event_at) OVER (PARTITION BY entity, entity_id ORDER BY event_at), TIMESTAMP 'infinity') AS valid_to,
    told.language AS language, told.tier AS tier, told.region AS region, told.team AS team, told.age_band AS age_band,
    told.is_bot AS is_bot
FROM (
    SELECT entity, entity_id, event_at,
        arg_max({language: language, tier: tier, region: region, team: team, age_band: age_band, is_bot: is_bot}, event_id) AS told
    FROM dimension_event
    GROUP BY ALL);

CREATE OR REPLACE TEMP TABLE dim_channel AS
SELECT entity_id AS channel_id, valid_from, valid_to, language, region, tier AS channel_tier FROM dim WHERE entity = 'channel';

CREATE OR REPLACE TEMP TABLE dim_user AS
SELECT entity_id AS user_id, valid_from, valid_to, region FROM dim WHERE entity = 'user';

CREATE OR REPLACE TEMP TABLE dim_moderator AS
SELECT entity_id AS moderator_id, valid_from, valid_to, team FROM dim WHERE entity = 'moderator';

CREATE OR REPLACE TEMP TABLE bot AS
SELECT entity_id AS account_id, valid_from, valid_to FROM dim WHERE is_bot AND entity IN ('user', 'moderator');

CREATE OR REPLACE TEMP TABLE child AS
SELECT entity_id AS user_id, valid_from, valid_to
FROM dim WHERE entity = 'user' AND age_band IN (SELECT age_band FROM child_age);

DROP TABLE dim;
