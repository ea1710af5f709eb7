-- A claim that came to nothing goes; a customer stays.
DELETE FROM customer
WHERE account_id = :account_id AND registration_id = :registration_id AND since_at_us IS NULL
