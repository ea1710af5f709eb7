-- The changes of one account, newest first, behind version :before.
SELECT version, change, source, facts, at_us, origin_kind, origin_id, origin_name
FROM account_history
WHERE account_id = :account_id AND version < :before
ORDER BY version DESC
LIMIT :limit
