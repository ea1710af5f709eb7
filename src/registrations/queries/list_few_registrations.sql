-- A page in any order out of registrations that are few: all of them are found by what is rarest about
-- them, then sorted.
-- variant drive.words  source = (SELECT DISTINCT registration_id FROM registration_word WHERE partner_id = :words_of AND word >= :driving_word AND word < :driving_word_end {part registration_words}) AS found CROSS JOIN registration | chosen = registration.id = found.registration_id
-- variant drive.owner  source = registration | chosen = registration.owner_id = :owner_from
-- variant drive.partner_states  source = registration | chosen = registration.partner_id = :partner_from AND registration.status IN ({part every_status})
-- variant drive.states  source = registration | chosen = registration.status IN ({part every_status})
-- variant drive.partner_role  source = registration | chosen = registration.partner_id = :partner_from AND registration.role = :role_from
-- variant drive.role  source = registration | chosen = registration.role = :role_from
-- variant direction.ascending   direction = ASC  | beyond = >
-- variant direction.descending  direction = DESC | beyond = <
-- variant then.ascending   then_direction = ASC  | then_beyond = >
-- variant then.descending  then_direction = DESC | then_beyond = <
-- let subject = registration_word.registration_id
WITH few AS (
  SELECT registration.id, {part first_key} AS first_key, {part second_key} AS second_key
  FROM {source}
  WHERE {chosen}
    AND (registration.partner_id || '') BETWEEN :partner_from AND :partner_to
    AND CASE WHEN {part registration_conditions} THEN TRUE ELSE FALSE END
), page AS (
  SELECT id, first_key, second_key
  FROM few
  WHERE first_key {beyond} :after_first
    OR (first_key = :after_first AND (second_key, id) {then_beyond} (:after_second, :after_id))
  ORDER BY first_key {direction}, second_key {then_direction}, id {then_direction}
  LIMIT :limit
)
SELECT {part page_columns}
FROM page
CROSS JOIN registration
{part page_joins}
WHERE registration.id = page.id
ORDER BY page.first_key {direction}, page.second_key {then_direction}, page.id {then_direction}
