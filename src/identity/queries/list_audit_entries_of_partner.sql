-- A page of what concerns one partner, newest first. Which of the provider's people did something,
-- and from where, is none of its business.
SELECT audit_entry.sequence, audit_entry.id, audit_entry.at_us, audit_entry.origin_kind,
       CASE WHEN own.id IS NULL THEN '' ELSE audit_entry.origin_id END AS origin_id,
       CASE WHEN own.id IS NULL THEN '' ELSE audit_entry.origin_name END AS origin_name,
       CASE WHEN own.id IS NULL THEN '' ELSE audit_entry.origin_address END AS origin_address,
       audit_entry.change, audit_entry.subject, audit_entry.partner_id, audit_entry.details
FROM audit_entry
LEFT JOIN (SELECT id FROM person WHERE partner_id = :partner_id
           UNION ALL SELECT id FROM api_key WHERE partner_id = :partner_id) AS own
  ON own.id = audit_entry.origin_id
WHERE audit_entry.partner_id = :partner_id AND audit_entry.sequence < :before
  AND (CAST(:subject AS TEXT) IS NULL OR audit_entry.subject = :subject)
  AND (CAST(:change AS TEXT) IS NULL OR audit_entry.change = :change)
  AND (CAST(:origin_id AS TEXT) IS NULL OR audit_entry.origin_id = :origin_id)
  AND audit_entry.at_us >= :from_us AND audit_entry.at_us < :to_us
ORDER BY audit_entry.sequence DESC
LIMIT :batch
