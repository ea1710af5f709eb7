-- Whether the comparison of a day is done.
SELECT 1 AS found FROM credit_comparison WHERE day = :day
