-- How many there are, as far as anybody counts.
SELECT COUNT(*) AS movements FROM (SELECT 1 FROM ledger_entry e
WHERE e.ledger_account_id = (SELECT w.id FROM ledger_account w WHERE w.partner_id = :partner_id AND w.account_id = :account_id AND w.kind = :wallet_kind AND w.currency = :currency)
  AND e.at_us >= :from_us AND e.at_us < :to_us AND e.kind IN (:kind_0, :kind_1, :kind_2, :kind_3, :kind_4, :kind_5, :kind_6, :kind_7, :kind_8)
LIMIT :most) AS counted
