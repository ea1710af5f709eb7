-- The facts of a known account, from the version that was read.
UPDATE account
SET external_id = :external_id, email = :email, name = :name, folded_name = :folded_name,
  language = :language, kind = :kind, verified = :verified, payment_type = :payment_type,
  credit_balance_minor = :credit_balance_minor, credit_held_minor = :credit_held_minor,
  credit_advance_minor = :credit_advance_minor, currency = :currency,
  services_in_use = :services_in_use, provider_discount = :provider_discount, in_poc = :in_poc,
  provider_customer = :provider_customer, gone = :gone, seen_at_us = :seen_at, version = version + 1
WHERE id = :id AND version = :version
