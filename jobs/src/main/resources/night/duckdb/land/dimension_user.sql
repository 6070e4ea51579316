-- dimension.user
SELECT
    concat_ws('/', 'user', valid_from, id, hash(attributes)) AS event_id,
    valid_from AS event_at,
    CAST(valid_from AS DATE) AS event_date,
    'user' AS entity,
    pseudonym(id) AS entity_id,
    coded_language(attributes.language) AS language,
    nullif(attributes.category, '') AS category,
    coded('tier', attributes.tier) AS tier,
    coded('region', attributes.region) AS region,
    coded('team', attributes.team) AS team,
    coded('age_band', attributes.age_band) AS age_band,
    TRY_CAST(attributes.is_bot AS BOOLEAN) AS is_bot
FROM read_json(${files}, format = 'newline_delimited', ignore_errors = true, columns = {
    type: 'VARCHAR', id: 'VARCHAR', valid_from: 'TIMESTAMP',
    attributes: 'STRUCT(language VARCHAR, category VARCHAR, tier VARCHAR, region VARCHAR, team VARCHAR, age_band VARCHAR,
        is_bot VARCHAR, languages VARCHAR, employment VARCHAR)'})
WHERE type = 'dimension.user' AND id <> '' AND in_range(valid_from)
