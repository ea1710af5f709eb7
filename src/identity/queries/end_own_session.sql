-- One of a person's.
DELETE FROM session WHERE id = :id AND person_id = :person_id
