-- A page of the directory by folded name, behind (:after_name, :after_id).
SELECT folded_name, id, external_id, email, name, language, kind, verified, payment_type, credit_balance_minor,
  credit_held_minor, credit_advance_minor, currency, services_in_use, provider_discount, in_poc,
  provider_customer, gone, seen_at_us, version
FROM account
WHERE (folded_name, id) > (:after_name, :after_id)
ORDER BY folded_name, id
LIMIT :limit
