-- How many there are.
SELECT COUNT(*) AS differences FROM credit_difference WHERE day = :day
