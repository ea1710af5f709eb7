-- What was told today.
INSERT INTO credit_alert (partner_id, account_id, day, kind, at_us) VALUES (:partner_id, :account_id, :day, :kind, :now)
