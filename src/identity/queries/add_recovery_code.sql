-- A code that signs in once; only its hash.
INSERT INTO recovery_code (person_id, code_hash, used_at_us) VALUES (:person_id, :code_hash, NULL)
