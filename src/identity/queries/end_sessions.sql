-- All sessions of a person but one (none is spared when :spared is empty).
DELETE FROM session WHERE person_id = :person_id AND id <> :spared
