-- Whose a wallet is, in words, and the account's number in the provider's billing.
SELECT o.name AS partner_name, a.email AS account_email, a.name AS account_name, a.external_id AS external_id
FROM organization o LEFT JOIN account a ON a.id = :account_id
WHERE o.id = :partner_id
