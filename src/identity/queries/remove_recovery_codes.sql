-- Before new ones are made, or together with the second factor.
DELETE FROM recovery_code WHERE person_id = :person_id
