-- The claim of this registration becomes a customer.
UPDATE customer SET since_at_us = :now
WHERE account_id = :account_id AND registration_id = :registration_id
  AND since_at_us IS NULL AND until_at_us IS NULL
