-- Turned off, reset, or its person was removed.
DELETE FROM second_factor WHERE person_id = :person_id
