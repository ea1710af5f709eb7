-- Capped mails to this address that are being delivered right now, by whomever.
SELECT COUNT(*) AS leased FROM outbox
WHERE recipient = :recipient AND cap_key = :cap_key AND per_day IS NOT NULL AND state = 'queued' AND lease_until_us > :now
