-- A page of the accounts that have a word in each of the four ranges, walking along the directory by
-- address, backwards: for the whole directory, and for searches that find much, where a page fills soon.
SELECT email AS sort_key, id, external_id, email, name, language, kind, verified, payment_type, credit_balance_minor,
  credit_held_minor, credit_advance_minor, currency, services_in_use, provider_discount, in_poc,
  provider_customer, gone, seen_at_us, version
FROM account
WHERE (email, id) < (:after_key, :after_id)
  AND EXISTS (SELECT 1 FROM account_word w1
              WHERE w1.account_id = account.id AND w1.word >= :first AND w1.word < :first_end)
  AND EXISTS (SELECT 1 FROM account_word w2
              WHERE w2.account_id = account.id AND w2.word >= :second AND w2.word < :second_end)
  AND EXISTS (SELECT 1 FROM account_word w3
              WHERE w3.account_id = account.id AND w3.word >= :third AND w3.word < :third_end)
  AND EXISTS (SELECT 1 FROM account_word w4
              WHERE w4.account_id = account.id AND w4.word >= :fourth AND w4.word < :fourth_end)
ORDER BY email DESC, id DESC
LIMIT :limit
