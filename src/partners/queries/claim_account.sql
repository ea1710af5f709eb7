-- Takes a free account, or one whose customer left; changes nothing when somebody has it.
INSERT INTO customer (account_id, partner_id, registration_id, claimed_at_us, since_at_us, until_at_us, reclaim_agreed)
VALUES (:account_id, :partner_id, :registration_id, :now, NULL, NULL, :reclaim_agreed)
ON CONFLICT (account_id) DO UPDATE
SET partner_id = excluded.partner_id, registration_id = excluded.registration_id,
    claimed_at_us = excluded.claimed_at_us, since_at_us = NULL, until_at_us = NULL, reclaim_agreed = excluded.reclaim_agreed
WHERE customer.until_at_us IS NOT NULL
