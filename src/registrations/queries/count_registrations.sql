-- How many registrations a filter lets through, at most :most.
-- variant drive.words  source = (SELECT DISTINCT registration_id FROM registration_word WHERE partner_id = :words_of AND word >= :driving_word AND word < :driving_word_end {part registration_words}) AS found CROSS JOIN registration | chosen = registration.id = found.registration_id AND {of_partner}
-- variant drive.owner  source = registration | chosen = registration.owner_id = :owner_from AND {of_partner}
-- variant drive.partner_role  source = registration | chosen = registration.partner_id = :partner_from AND registration.role = :role_from
-- variant drive.role  source = registration | chosen = registration.role = :role_from
-- variant filter.none  filter =
-- variant filter.some  filter = AND CASE WHEN {part registration_conditions} THEN TRUE ELSE FALSE END
-- without drive.words filter.none
-- let of_partner = (registration.partner_id || '') BETWEEN :partner_from AND :partner_to
-- let subject = registration_word.registration_id
SELECT COUNT(*) AS registrations
FROM (
  SELECT 1
  FROM {source}
  WHERE {chosen}
    {filter}
  LIMIT :most
) AS counted
