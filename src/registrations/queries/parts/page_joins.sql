-- LEFT, so that the order of `registration` stays the outer loop.
LEFT JOIN outbox ON outbox.id = registration.mail_id
