-- Other active people of the side with this role: without one, the side would lose its last admin.
SELECT COUNT(*) FROM person
JOIN person_role ON person_role.person_id = person.id
WHERE person.side = :side AND person.state = 'active' AND person_role.role = :role
  AND person.id <> :id
