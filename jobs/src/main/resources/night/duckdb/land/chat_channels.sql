-- Few channels have all the messages, so that their pseudonyms are made once; of people too many write for that to pay.
CREATE OR REPLACE TEMP TABLE channel_name AS
SELECT channel, pseudonym(channel) AS channel_id FROM (SELECT DISTINCT channel FROM staged);
