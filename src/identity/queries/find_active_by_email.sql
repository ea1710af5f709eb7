-- The active person with this address, who signs in or forgot the password.
SELECT person.id, person.partner_id, person.name, person.language, person.password_hash,
       organization.name AS organization_name
FROM person
LEFT JOIN organization ON organization.id = person.partner_id
WHERE person.email = :email AND person.state = 'active'
