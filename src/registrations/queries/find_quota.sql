-- A partner's checks of one day.
SELECT checks, unknown_accounts
FROM eligibility_quota
WHERE partner_id = :partner_id AND day = :day
