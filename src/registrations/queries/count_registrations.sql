-- How many registrations a filter lets through, at most :most.
-- variant drive.words  source = (SELECT DISTINCT registration_id FROM registration_word WHERE partner_id = :words_of AND word >= :driving_word AND word < :driving_word_end) AS found CROSS JOIN registration | chosen = registration.id = found.registration_id
-- variant drive.owner  source = registration | chosen = registration.owner_id = :owner_from
-- variant drive.partner_states  source = registration | chosen = registration.partner_id = :partner_from AND registration.status IN ({part every_status})
-- variant drive.states  source = registration | chosen = registration.status IN ({part every_status})
-- variant drive.partner_role  source = registration | chosen = registration.partner_id = :partner_from AND registration.role = :role_from
-- variant drive.role  source = registration | chosen = registration.role = :role_from
-- let subject = registration.id
SELECT COUNT(*) AS registrations
FROM (
  SELECT 1
  FROM {source}
  WHERE {chosen}
    AND (registration.partner_id || '') BETWEEN :partner_from AND :partner_to
    {part registration_filter}
  LIMIT :most
) AS counted
