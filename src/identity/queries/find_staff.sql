-- One of a side's people, one row a role.
SELECT person.id, person.email, person.name, person.folded_name, person.language, person.state,
       person.version, person.created_at_us,
       second_factor.enabled_at_us AS second_factor_at_us, person_role.role
FROM person
JOIN person_role ON person_role.person_id = person.id
LEFT JOIN second_factor ON second_factor.person_id = person.id
  AND second_factor.enabled_at_us IS NOT NULL
WHERE person.id = :id AND person.side = :side AND person.state <> 'removed'
ORDER BY person_role.role
