-- A page of the registrations in one state by the time of registration, from the index of both.
-- variant scope.partner  mine = registration.partner_id = :partner_id AND
-- variant scope.channel  mine =
-- variant direction.ascending   direction = ASC  | beyond = >
-- variant direction.descending  direction = DESC | beyond = <
SELECT {part page_columns}
FROM registration
{part page_joins}
WHERE {mine} registration.status = :status
  AND (registration.registered_at_us, registration.id) {beyond} (:after_registered_us, :after_id)
ORDER BY registration.registered_at_us {direction}, registration.id {direction}
LIMIT :limit
