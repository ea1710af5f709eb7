-- How many there are, as far as anybody counts.
-- variant of.channel  whose =
-- variant of.partner  whose = t.partner_id = :partner_id AND
-- variant of.account  whose = t.account_id = :account_id AND (CAST(:partner_id AS TEXT) IS NULL OR t.partner_id = :partner_id) AND
SELECT COUNT(*) AS transactions FROM (SELECT 1 FROM ledger_transaction t
WHERE {whose} t.at_us >= :from_us AND t.at_us < :to_us AND t.kind IN (:kind_0, :kind_1, :kind_2, :kind_3, :kind_4, :kind_5, :kind_6, :kind_7, :kind_8)
  AND (CAST(:reference AS TEXT) IS NULL OR t.reference = :reference)
LIMIT :most) AS counted
