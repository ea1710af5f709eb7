-- Once.
UPDATE recovery_code SET used_at_us = :now
WHERE person_id = :person_id AND code_hash = :code_hash AND used_at_us IS NULL
