-- A filter that is not set is a range of everything. The columns stand in expressions, so that the
-- planner keeps the index of the order instead of one of theirs.
AND (registration.status || '') IN ({part every_status})
  AND (registration.role || '') BETWEEN :role_from AND :role_to
  AND COALESCE(registration.owner_id, '') BETWEEN :owner_from AND :owner_to
  {part registration_words}
