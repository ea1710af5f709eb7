-- Whether the session of the caller is still there.
SELECT id FROM session WHERE id = :id AND person_id = :person_id
