-- How many registrations have all the words, at most :most, without looking at the registrations.
-- let subject = registration_word.registration_id
SELECT COUNT(*) AS registrations
FROM (
  SELECT DISTINCT registration_id
  FROM registration_word
  WHERE partner_id = :words_of AND word >= :driving_word AND word < :driving_word_end
    {part registration_words}
  LIMIT :most
) AS counted
