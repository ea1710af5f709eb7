-- Who has this account now: a claim or a customer, not one who left.
SELECT partner_id, registration_id FROM customer
WHERE account_id = :account_id AND until_at_us IS NULL
