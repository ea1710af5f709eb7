-- How many events speak of a movement of credit.
SELECT COUNT(*) AS events FROM event WHERE movement IS NOT NULL
