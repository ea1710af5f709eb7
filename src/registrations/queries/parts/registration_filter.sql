-- A condition that is not asked for is a range of everything. All of them stand in one CASE, which hides them from
-- both planners: SQLite shall keep the index of the order instead of one of theirs, and PostgreSQL, which
-- would take each range for a narrow one and sort the whole table, counts a CASE as half of the rows.
AND CASE WHEN registration.status IN ({part every_status})
    AND registration.role BETWEEN :role_from AND :role_to
    AND COALESCE(registration.owner_id, '') BETWEEN :owner_from AND :owner_to
    {part registration_words}
  THEN TRUE ELSE FALSE END
