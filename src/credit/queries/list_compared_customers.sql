-- Present customers, in the order of their accounts.
SELECT c.account_id, a.email FROM customer c JOIN account a ON a.id = c.account_id
WHERE c.since_at_us IS NOT NULL AND c.until_at_us IS NULL AND c.account_id > :after_id ORDER BY c.account_id LIMIT :limit
