-- Whose customer an account is or was last.
SELECT partner_id, registration_id, since_at_us, until_at_us, reclaim_agreed FROM customer WHERE account_id = :account_id
