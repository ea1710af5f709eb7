-- A page in the order of two columns: the index gives the first, equal rows are sorted by the second.
-- variant scope.partner  mine = registration.partner_id = :partner_id AND
-- variant scope.channel  mine =
-- variant key.registered_at  key = registration.registered_at_us | after = :after_number
-- variant key.email  key = registration.email | after = :after_text
-- variant key.friendly_name  key = registration.sort_name | after = :after_text
-- variant key.status  key = registration.status | after = :after_text
-- variant key.role  key = registration.role | after = :after_text
-- variant key.confirmed_at  key = registration.sort_confirmed_us | after = :after_number
-- variant direction.ascending   direction = ASC  | beyond = >
-- variant direction.descending  direction = DESC | beyond = <
-- variant then.ascending   then_direction = ASC  | then_beyond = >
-- variant then.descending  then_direction = DESC | then_beyond = <
-- without scope.channel key.friendly_name
-- let subject = registration.id
WITH page AS (
  SELECT registration.id, {key} AS first_key, {part second_key} AS second_key
  FROM registration
  WHERE {mine} {key} {beyond}= {after}
    AND ({key} {beyond} {after} OR ({part second_key}, registration.id) {then_beyond} (:after_second, :after_id))
    {part registration_filter}
  ORDER BY {key} {direction}, {part second_key} {then_direction}, registration.id {then_direction}
  LIMIT :limit
)
SELECT {part page_columns}
FROM page
CROSS JOIN registration
{part page_joins}
WHERE registration.id = page.id
ORDER BY page.first_key {direction}, page.second_key {then_direction}, page.id {then_direction}
