-- How often words begin so, at most :most.
SELECT COUNT(*) AS words
FROM (SELECT 1 FROM registration_word
      WHERE partner_id = :words_of AND word >= :word AND word < :word_end
      LIMIT :most) AS counted
