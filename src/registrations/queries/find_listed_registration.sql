-- One registration with the names around it.
SELECT {part listed_columns}
FROM registration
{part listed_joins}
WHERE registration.id = :id
