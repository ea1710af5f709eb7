-- Rows that became visible since the last seal, also those that others overtook.
SELECT a.sequence, a.id, a.at_us, a.origin_kind, a.origin_id, a.origin_name, a.origin_address, a.change, a.subject, a.partner_id, a.details FROM audit_entry a
WHERE a.sequence > (SELECT COALESCE(MAX(s.sequence), 0) - :overtaken FROM audit_seal s)
  AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.sequence = a.sequence)
ORDER BY a.sequence LIMIT :limit
