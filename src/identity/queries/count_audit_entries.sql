-- How many rows the filter finds; counts a thousand and one at most.
SELECT COUNT(*) FROM (
  SELECT audit_entry.sequence FROM audit_entry
  WHERE (CAST(:partner_id AS TEXT) IS NULL OR audit_entry.partner_id = :partner_id)
  AND (CAST(:subject AS TEXT) IS NULL OR audit_entry.subject = :subject)
  AND (CAST(:change AS TEXT) IS NULL OR audit_entry.change = :change)
  AND (CAST(:origin_id AS TEXT) IS NULL OR audit_entry.origin_id = :origin_id)
  AND audit_entry.at_us >= :from_us AND audit_entry.at_us < :to_us
  LIMIT 1001) AS found
