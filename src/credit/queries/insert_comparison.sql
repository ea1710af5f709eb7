-- The comparison of a day is done.
INSERT INTO credit_comparison (day, compared, finished_at_us) VALUES (:day, :compared, :now) ON CONFLICT (day) DO NOTHING
