-- One job of a kind that this program knows (`kinds` is ",a,b,"): first one whose worker vanished,
-- else the one that has been due for longest. A lease that ends later than `beyond` was taken by a
-- clock that has since been set back.
UPDATE job
SET state = 'running', lease_until_us = :lease_until, leased_by = :worker, attempts = attempts + 1
WHERE id = COALESCE(
  (SELECT left_behind.id FROM job AS left_behind
   WHERE left_behind.state = 'running' AND left_behind.kind <> 'recurring'
     AND REPLACE(:kinds, ',' || left_behind.kind || ',', '') <> :kinds
     AND NOT (left_behind.lease_until_us > :now AND left_behind.lease_until_us <= :beyond)
   ORDER BY left_behind.lease_until_us, left_behind.id LIMIT 1),
  (SELECT due.id FROM job AS due
   WHERE due.state = 'waiting' AND due.kind <> 'recurring'
     AND REPLACE(:kinds, ',' || due.kind || ',', '') <> :kinds
     AND due.run_at_us <= :now
   ORDER BY due.run_at_us, due.id LIMIT 1))
RETURNING id, kind, payload, attempts
