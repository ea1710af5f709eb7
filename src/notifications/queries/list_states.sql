-- Ids are of one length, so a page's ids come as one text and are cut apart here.
WITH RECURSIVE asked (place) AS (
  SELECT CAST(0 AS BIGINT) UNION ALL SELECT place + 1 FROM asked WHERE place + 1 < :asked)
SELECT outbox.id, outbox.state, COALESCE(outbox.sent_at_us, outbox.attempted_at_us, outbox.created_at_us) AS at_us
FROM asked
JOIN outbox ON outbox.id = SUBSTR(:ids, CAST(asked.place * :width + 1 AS INTEGER), CAST(:width AS INTEGER))
