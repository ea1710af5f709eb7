-- Whoever a link of an invitation or a reset speaks of.
SELECT person.id, person.partner_id, person.email, person.name, person.language, person.state,
       person.invitation_nonce, person.invitation_expires_at_us, person.reset_nonce,
       person.reset_expires_at_us, organization.name AS organization_name
FROM person
LEFT JOIN organization ON organization.id = person.partner_id
WHERE person.id = :id AND person.state <> 'removed'
