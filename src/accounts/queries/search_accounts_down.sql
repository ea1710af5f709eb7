-- A page of the accounts that have a word in each of the four ranges, sorted backwards after they were found
-- by the first range, the most telling one: for searches that find little.
SELECT sort_key, id, external_id, email, name, language, kind, verified, payment_type, credit_balance_minor,
  credit_held_minor, credit_advance_minor, currency, services_in_use, provider_discount, in_poc,
  provider_customer, gone, seen_at_us, version
FROM (
  SELECT CASE WHEN :by_email THEN email ELSE folded_name END AS sort_key, account.*
  FROM account
  WHERE id IN (SELECT account_id FROM account_word WHERE word >= :first AND word < :first_end)
    AND EXISTS (SELECT 1 FROM account_word w2
                WHERE w2.account_id = account.id AND w2.word >= :second AND w2.word < :second_end)
    AND EXISTS (SELECT 1 FROM account_word w3
                WHERE w3.account_id = account.id AND w3.word >= :third AND w3.word < :third_end)
    AND EXISTS (SELECT 1 FROM account_word w4
                WHERE w4.account_id = account.id AND w4.word >= :fourth AND w4.word < :fourth_end)
) AS found
WHERE (sort_key, id) < (:after_key, :after_id)
ORDER BY sort_key DESC, id DESC
LIMIT :limit
