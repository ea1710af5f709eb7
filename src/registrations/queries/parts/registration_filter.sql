-- All conditions stand in one CASE, which hides them from both planners: SQLite shall keep the index of the
-- order instead of one of theirs, and PostgreSQL, which would take each range for a narrow one and sort the
-- whole table, counts a CASE as half of the rows.
AND CASE WHEN {part registration_conditions}
    {part registration_words}
  THEN TRUE ELSE FALSE END
