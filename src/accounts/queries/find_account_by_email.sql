-- The account that has this address now.
SELECT id, external_id, email, name, language, kind, verified, payment_type, credit_balance_minor,
  credit_held_minor, credit_advance_minor, currency, services_in_use, provider_discount, in_poc,
  provider_customer, gone, seen_at_us, version
FROM account
WHERE email = :email AND NOT gone
