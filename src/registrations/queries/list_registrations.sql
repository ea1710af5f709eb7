-- A page of registrations in the order of one column, from the index of that order; rows that are
-- equal in it come by registration.
-- variant scope.partner  mine = registration.partner_id = :partner_id AND
-- variant scope.channel  mine =
-- variant key.registered_at  keys = registration.registered_at_us | after = :after_registered_us | order = registration.registered_at_us {direction}
-- variant key.email  keys = registration.email, registration.registered_at_us | after = :after_text, :after_registered_us | order = registration.email {direction}, registration.registered_at_us {direction}
-- variant key.friendly_name  keys = registration.sort_name, registration.registered_at_us | after = :after_text, :after_registered_us | order = registration.sort_name {direction}, registration.registered_at_us {direction}
-- variant key.status  keys = registration.status, registration.registered_at_us | after = :after_text, :after_registered_us | order = registration.status {direction}, registration.registered_at_us {direction}
-- variant key.role  keys = registration.role, registration.registered_at_us | after = :after_text, :after_registered_us | order = registration.role {direction}, registration.registered_at_us {direction}
-- variant key.confirmed_at  keys = registration.sort_confirmed_us, registration.registered_at_us | after = :after_number, :after_registered_us | order = registration.sort_confirmed_us {direction}, registration.registered_at_us {direction}
-- variant direction.ascending   direction = ASC  | beyond = >
-- variant direction.descending  direction = DESC | beyond = <
-- variant filter.none  filter =
-- variant filter.some  filter = {part registration_filter}
-- without scope.channel key.friendly_name
-- let subject = registration.id
SELECT {part page_columns}
FROM registration
{part page_joins}
WHERE {mine} ({keys}, registration.id) {beyond} ({after}, :after_id)
  {filter}
ORDER BY {order}, registration.id {direction}
LIMIT :limit
