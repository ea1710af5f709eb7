SELECT state, last_reply FROM outbox WHERE id = :id
