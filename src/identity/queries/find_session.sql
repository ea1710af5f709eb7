-- The person behind a cookie, one row a role; sessions that ended by time are left out.
SELECT session.id AS session_id, session.last_seen_at_us, person.id, person.email, person.name,
       person.language, person.partner_id, organization.name AS organization_name,
       organization.suspended_at_us,
       second_factor.enabled_at_us AS second_factor_at_us, person_role.role
FROM session
JOIN person ON person.id = session.person_id
JOIN person_role ON person_role.person_id = person.id
LEFT JOIN organization ON organization.id = person.partner_id
LEFT JOIN second_factor ON second_factor.person_id = person.id
  AND second_factor.enabled_at_us IS NOT NULL
WHERE session.token_hash = :token_hash AND person.state = 'active'
  AND session.created_at_us > :created_after AND session.last_seen_at_us > :seen_after
ORDER BY person_role.role
