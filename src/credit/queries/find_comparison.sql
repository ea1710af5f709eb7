-- The comparison of a day, or the newest.
SELECT day, compared FROM credit_comparison WHERE (CAST(:day AS TEXT) IS NULL OR day = :day) ORDER BY day DESC LIMIT 1
