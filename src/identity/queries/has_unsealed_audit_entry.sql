-- Whether a row waits for its seal.
SELECT 1 AS found FROM audit_entry a
WHERE a.sequence > (SELECT COALESCE(MAX(s.sequence), 0) - :overtaken FROM audit_seal s)
  AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.sequence = a.sequence) LIMIT 1
