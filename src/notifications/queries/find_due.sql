-- Is there anything to do? A lease that ends later than `beyond`, or a try later than `ahead`, was
-- noted by a clock that has since been set back.
SELECT 1 AS due FROM outbox
WHERE state = 'queued' AND held = FALSE AND next_attempt_at_us <= :now
  AND NOT (lease_until_us > :now AND lease_until_us <= :beyond)
UNION ALL
SELECT 1 AS due FROM outbox
WHERE state = 'queued' AND held = FALSE AND attempted_at_us IS NOT NULL AND attempted_at_us > :ahead
LIMIT 1
