-- How many movements a report has, and their sum: what undoes counts against it.
-- variant of.channel  whose =
-- variant of.partner  whose = t.partner_id = :partner_id AND
-- variant of.account  whose = t.account_id = :account_id AND (CAST(:partner_id AS TEXT) IS NULL OR t.partner_id = :partner_id) AND
SELECT COUNT(*) AS movements,
  CAST(COALESCE(SUM(CASE WHEN (t.kind = 'reversal') <> (t.effect IN ('refund', 'reclaim')) THEN -t.amount_minor ELSE t.amount_minor END), 0) AS BIGINT) AS amount_minor
FROM ledger_transaction t
WHERE {whose} t.at_us >= :from_us AND t.at_us < :to_us AND t.effect IN (:effect_0, :effect_1, :effect_2, :effect_3)
