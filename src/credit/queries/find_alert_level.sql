-- The level at which partner and customer are told.
SELECT level_minor, version FROM credit_alert_level WHERE partner_id = :partner_id AND account_id = :account_id
