-- Where the directory's balance is not the ledger's.
SELECT d.account_id, d.partner_id, d.ledger_minor, d.directory_minor, d.seen_at_us, a.email AS account_email, a.name AS account_name, o.name AS partner_name
FROM credit_difference d JOIN account a ON a.id = d.account_id JOIN organization o ON o.id = d.partner_id
WHERE d.day = :day AND d.account_id > :after_id ORDER BY d.account_id LIMIT :limit
