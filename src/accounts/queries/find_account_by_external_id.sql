-- The account with this number in the provider's billing, gone or not.
SELECT id, external_id, email, name, language, kind, verified, payment_type, credit_balance_minor,
  credit_held_minor, credit_advance_minor, currency, services_in_use, provider_discount, in_poc,
  provider_customer, gone, seen_at_us, version
FROM account
WHERE external_id = :external_id AND external_id <> ''
