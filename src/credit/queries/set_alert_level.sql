-- Sets the level, if nobody did since it was read.
INSERT INTO credit_alert_level (partner_id, account_id, level_minor, version)
VALUES (:partner_id, :account_id, :level_minor, 1)
ON CONFLICT (partner_id, account_id) DO UPDATE SET level_minor = excluded.level_minor, version = credit_alert_level.version + 1
WHERE credit_alert_level.version = :version
