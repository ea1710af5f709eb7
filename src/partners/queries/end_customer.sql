-- The customer leaves; never before they came, whatever the clock says.
UPDATE customer SET until_at_us = CASE WHEN :now > since_at_us THEN :now ELSE since_at_us END
WHERE account_id = :account_id AND registration_id = :registration_id
  AND since_at_us IS NOT NULL AND until_at_us IS NULL
