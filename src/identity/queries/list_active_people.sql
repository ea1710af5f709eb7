-- Active people of one side with their roles, one row a role.
SELECT person.id, person.email, person.name, person.language, person_role.role
FROM person
JOIN person_role ON person_role.person_id = person.id
WHERE person.side = :side AND person.state = 'active'
ORDER BY person.id, person_role.role
