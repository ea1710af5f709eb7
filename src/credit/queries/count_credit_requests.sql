-- How many there are, as far as anybody counts.
-- variant of.provider  whose = r.side = 'provider'
-- variant of.partner   whose = r.partner_id = :partner_id AND r.side = 'partner'
SELECT COUNT(*) AS requests FROM (SELECT 1 FROM credit_request r
WHERE {whose}
  AND (CAST(:state AS TEXT) IS NULL
    OR CASE WHEN r.state = 'pending_approval' AND r.expires_at_us <= :now THEN 'expired' ELSE r.state END = :state)
LIMIT :most) AS counted
