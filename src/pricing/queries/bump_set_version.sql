-- The set is another one from now on.
INSERT INTO discount_set (partner_id, account_id, version) VALUES (:partner_id, :account_id, 1)
ON CONFLICT (partner_id, account_id) DO UPDATE SET version = discount_set.version + 1
