-- When the mail went that must leave the window before one more may go to this address.
SELECT sent_at_us FROM outbox
WHERE recipient = :recipient AND cap_key = :cap_key AND per_day IS NOT NULL AND sent_at_us > :since
ORDER BY sent_at_us DESC
LIMIT 1 OFFSET :others
