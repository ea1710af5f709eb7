-- How many accounts the search finds, counted up to :limit.
SELECT COUNT(*) AS total
FROM (
  SELECT DISTINCT w1.account_id
  FROM account_word w1
  WHERE w1.word >= :first AND w1.word < :first_end
    AND EXISTS (SELECT 1 FROM account_word w2
                WHERE w2.account_id = w1.account_id AND w2.word >= :second AND w2.word < :second_end)
    AND EXISTS (SELECT 1 FROM account_word w3
                WHERE w3.account_id = w1.account_id AND w3.word >= :third AND w3.word < :third_end)
    AND EXISTS (SELECT 1 FROM account_word w4
                WHERE w4.account_id = w1.account_id AND w4.word >= :fourth AND w4.word < :fourth_end)
  LIMIT :limit
) AS found
