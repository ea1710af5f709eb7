-- An active person of one side with their roles, one row a role.
SELECT person.id, person.email, person.name, person.language, person_role.role
FROM person
JOIN person_role ON person_role.person_id = person.id
WHERE person.id = :id AND person.side = :side AND person.state = 'active'
ORDER BY person_role.role
