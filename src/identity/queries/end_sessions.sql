-- All sessions of a person, who was removed or has another password or other roles.
DELETE FROM session WHERE person_id = :person_id
