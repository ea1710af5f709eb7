-- Before the new ones are written.
DELETE FROM person_role WHERE person_id = :person_id
