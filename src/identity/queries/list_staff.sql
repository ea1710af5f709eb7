-- A page of one side's people by name, one row a role.
SELECT person.id, person.email, person.name, person.folded_name, person.language, person.state,
       person.version, person.created_at_us,
       second_factor.enabled_at_us AS second_factor_at_us, person_role.role
FROM (SELECT id, email, name, folded_name, language, state, version, created_at_us
      FROM person
      WHERE side = :side AND state <> 'removed' AND (folded_name, id) > (:after_name, :after_id)
      ORDER BY folded_name, id
      LIMIT :batch) AS person
JOIN person_role ON person_role.person_id = person.id
LEFT JOIN second_factor ON second_factor.person_id = person.id
  AND second_factor.enabled_at_us IS NOT NULL
ORDER BY person.folded_name, person.id, person_role.role
