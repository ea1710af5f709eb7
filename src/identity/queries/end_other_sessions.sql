-- All of a person's but one.
DELETE FROM session WHERE person_id = :person_id AND id <> :kept
