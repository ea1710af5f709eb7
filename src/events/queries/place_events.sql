-- Gives visible events their places, in the order in which they were written.
UPDATE event SET place = placed.place
FROM (SELECT waiting.sequence AS sequence,
        (SELECT COALESCE(MAX(place), 0) FROM event) + ROW_NUMBER() OVER (ORDER BY waiting.sequence) AS place
      FROM (SELECT sequence FROM event WHERE place IS NULL ORDER BY sequence LIMIT :limit) AS waiting) AS placed
WHERE event.sequence = placed.sequence
