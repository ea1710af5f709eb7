-- Is there anything that claim_job would take? Reading costs no commit.
SELECT 1 AS due FROM job
WHERE state = 'running' AND kind <> 'recurring' AND REPLACE(:kinds, ',' || kind || ',', '') <> :kinds
  AND NOT (lease_until_us > :now AND lease_until_us <= :beyond)
UNION ALL
SELECT 1 AS due FROM job
WHERE state = 'waiting' AND kind <> 'recurring' AND REPLACE(:kinds, ',' || kind || ',', '') <> :kinds
  AND run_at_us <= :now
LIMIT 1
