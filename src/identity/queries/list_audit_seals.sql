-- The chain, each link with its row.
SELECT s.place, s.sequence AS sealed_sequence, s.mac, a.sequence, a.id, a.at_us, a.origin_kind, a.origin_id, a.origin_name, a.origin_address, a.change, a.subject, a.partner_id, a.details
FROM audit_seal s LEFT JOIN audit_entry a ON a.sequence = s.sequence
WHERE s.place > :after ORDER BY s.place LIMIT :limit
