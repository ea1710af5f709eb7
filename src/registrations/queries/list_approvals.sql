-- A page of the provider's queue.
-- variant key.customer_decided_at  key = CAST(registration.customer_decided_at_us AS TEXT)
-- variant key.registered_at  key = CAST(registration.registered_at_us AS TEXT)
-- variant key.email  key = registration.email
-- variant direction.ascending   direction = ASC  | beyond = >
-- variant direction.descending  direction = DESC | beyond = <
SELECT {part listed_columns}
FROM registration
{part listed_joins}
WHERE registration.status = 'pending_provider' AND ({key}, registration.id) {beyond} (:after, :after_id)
ORDER BY {key} {direction}, registration.id {direction}
LIMIT :limit
