-- A new account. An address or number that somebody took meanwhile inserts nothing.
INSERT INTO account (
  id, external_id, email, name, folded_name, language, kind, verified, payment_type,
  credit_balance_minor, credit_held_minor, credit_advance_minor, currency, services_in_use,
  provider_discount, in_poc, provider_customer, gone, seen_at_us, created_at_us, version)
VALUES (
  :id, :external_id, :email, :name, :folded_name, :language, :kind, :verified, :payment_type,
  :credit_balance_minor, :credit_held_minor, :credit_advance_minor, :currency, :services_in_use,
  :provider_discount, :in_poc, :provider_customer, FALSE, :seen_at, :seen_at, 1)
ON CONFLICT DO NOTHING
