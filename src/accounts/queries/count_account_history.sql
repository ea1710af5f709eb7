-- How many changes an account has seen.
SELECT COUNT(*) AS total FROM account_history WHERE account_id = :account_id
