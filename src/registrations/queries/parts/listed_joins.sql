-- LEFT everywhere, so that the order of `registration` stays the outer loop.
LEFT JOIN organization ON organization.id = registration.partner_id
LEFT JOIN person ON person.id = registration.owner_id
LEFT JOIN outbox ON outbox.id = registration.mail_id
