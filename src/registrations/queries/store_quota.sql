-- A partner's checks of one day.
INSERT INTO eligibility_quota (partner_id, day, checks, unknown_accounts)
VALUES (:partner_id, :day, :checks, :unknown_accounts)
ON CONFLICT (partner_id, day) DO UPDATE SET checks = excluded.checks, unknown_accounts = excluded.unknown_accounts
