-- The tables of the DuckDB night, which lie beside the database as Parquet by day; each is declared once, here.
-- People and channels are UUIDs: the first half of a keyed SHA-256, in sixteen bytes instead of a text of 32.
CREATE SCHEMA IF NOT EXISTS shape;

CREATE TABLE IF NOT EXISTS shape.chat_message (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, channel_id UUID, user_id UUID, text VARCHAR, reply_to VARCHAR,
    badges VARCHAR[], emotes VARCHAR[], is_first BOOLEAN, carrier_channel_id UUID, sentiment_millis SMALLINT,
    sentiment_terms SMALLINT);
CREATE TABLE IF NOT EXISTS shape.report_event (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, report_id VARCHAR, activity VARCHAR, reporter_id UUID,
    subject_type VARCHAR, subject_id VARCHAR, subject_user_id UUID, channel_id UUID, message_id VARCHAR, category VARCHAR,
    severity VARCHAR, language VARCHAR, surface VARCHAR, report_source VARCHAR, legal_ground VARCHAR, moderator_id UUID,
    queue VARCHAR, decision VARCHAR, action_ids VARCHAR[], merged_into VARCHAR, is_automated BOOLEAN, close_reason VARCHAR);
CREATE TABLE IF NOT EXISTS shape.enforcement_event (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, action_id VARCHAR, action VARCHAR, expires_at TIMESTAMP,
    subject_user_id UUID, channel_id UUID, message_id VARCHAR, actor_id UUID, actor_type VARCHAR, policy VARCHAR,
    severity VARCHAR, report_id VARCHAR, bulk_id VARCHAR, detected_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS shape.appeal_event (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, appeal_id VARCHAR, kind VARCHAR, action_id VARCHAR,
    report_id VARCHAR, subject_user_id UUID, channel_id UUID, outcome VARCHAR, reviewer_id UUID);
CREATE TABLE IF NOT EXISTS shape.automod_hold (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, message_id VARCHAR, channel_id UUID, user_id UUID, reason VARCHAR,
    category VARCHAR, level INTEGER);
CREATE TABLE IF NOT EXISTS shape.viewership (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, channel_id UUID, to_at TIMESTAMP, live_seconds BIGINT,
    viewer_seconds BIGINT, is_moderated BOOLEAN);
CREATE TABLE IF NOT EXISTS shape.stream_context (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, channel_id UUID, kind VARCHAR);
CREATE TABLE IF NOT EXISTS shape.dimension_event (
    event_id VARCHAR, event_at TIMESTAMP, event_date DATE, entity VARCHAR, entity_id UUID, language VARCHAR, category VARCHAR,
    tier VARCHAR, region VARCHAR, team VARCHAR, age_band VARCHAR, is_bot BOOLEAN);

CREATE TABLE IF NOT EXISTS shape.channel_chatter (
    activity_date DATE, channel_id UUID, user_id UUID, messages BIGINT, scored_messages BIGINT, sentiment_millis BIGINT,
    sentiment_squares BIGINT, negative_messages BIGINT, positive_messages BIGINT);
CREATE TABLE IF NOT EXISTS shape.chatter_day (
    activity_date DATE, user_id UUID, region VARCHAR, messages BIGINT, mean_sentiment_micros BIGINT, is_new BOOLEAN,
    has_lookback BOOLEAN);
CREATE TABLE IF NOT EXISTS shape.channel_day (
    activity_date DATE, channel_id UUID, language VARCHAR, region VARCHAR, channel_tier VARCHAR, messages BIGINT,
    scored_messages BIGINT, sentiment_millis BIGINT, sentiment_squares BIGINT, negative_messages BIGINT,
    positive_messages BIGINT, reports BIGINT, actions BIGINT, removals BIGINT, proactive_removals BIGINT, live_seconds BIGINT,
    viewer_seconds BIGINT, moderated_viewer_seconds BIGINT, moderated_seconds BIGINT);
CREATE TABLE IF NOT EXISTS shape.acted_message (acted_date DATE, message_id VARCHAR, sent_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS shape.report_case (
    created_date DATE, report_id VARCHAR, created_at TIMESTAMP, channel_id UUID, category VARCHAR, severity VARCHAR,
    language VARCHAR, region VARCHAR, surface VARCHAR, channel_tier VARCHAR, queue VARCHAR, opens_case BOOLEAN,
    is_brigaded BOOLEAN, first_response_at TIMESTAMP, first_response_kind VARCHAR, first_closed_at TIMESTAMP,
    first_end_kind VARCHAR, closed_at TIMESTAMP, end_kind VARCHAR, decided_at TIMESTAMP, decision VARCHAR,
    is_automated BOOLEAN, moderator_id UUID, moderator_team VARCHAR, sla_due_at TIMESTAMP, sla_due_date DATE,
    has_negative_lag BOOLEAN, handling_began_at TIMESTAMP, handling_ended_at TIMESTAMP, handling_end_kind VARCHAR);
CREATE TABLE IF NOT EXISTS shape.enforcement_action (
    action_date DATE, action_id VARCHAR, action_at TIMESTAMP, action VARCHAR, subject_user_id UUID, channel_id UUID,
    actor_id UUID, is_automated BOOLEAN, category VARCHAR, severity VARCHAR, language VARCHAR, region VARCHAR,
    channel_tier VARCHAR, report_id VARCHAR, trigger VARCHAR, first_report_at TIMESTAMP, message_to_action_seconds BIGINT,
    ended_at TIMESTAMP, end_kind VARCHAR, is_appealable BOOLEAN, appealed_at TIMESTAMP, appeal_decided_at TIMESTAMP,
    appeal_outcome VARCHAR, restored_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS shape.appeal (
    submitted_date DATE, appeal_id VARCHAR, decided_at TIMESTAMP, decided_date DATE, outcome VARCHAR, category VARCHAR,
    language VARCHAR, region VARCHAR, channel_tier VARCHAR, trigger VARCHAR, action VARCHAR, moderator_id UUID,
    moderator_team VARCHAR);

-- What landed: files, which land once, and the days of their events, from which a night knows what it has to look at.
CREATE TABLE IF NOT EXISTS landed_file (path VARCHAR, bytes BIGINT, night DATE);
CREATE TABLE IF NOT EXISTS arrived (night DATE, source VARCHAR, event_date DATE, events BIGINT);
CREATE TABLE IF NOT EXISTS refined_night (night DATE);

-- The words of the house in codes: list, the word in lower case, the word as it is written.
CREATE TABLE IF NOT EXISTS code (list VARCHAR, lower_word VARCHAR, word VARCHAR);
CREATE TABLE IF NOT EXISTS child_age (age_band VARCHAR);
CREATE TABLE IF NOT EXISTS time_bin (bin INTEGER, lower_seconds BIGINT, seconds DOUBLE);
