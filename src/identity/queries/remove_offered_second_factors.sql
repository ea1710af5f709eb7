-- Keys that were shown and may be confirmed since, when the database is a restored one.
DELETE FROM second_factor WHERE enabled_at_us IS NULL
