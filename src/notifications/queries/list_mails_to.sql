SELECT id, recipient, language, languages, template, places, link_path, link_purpose, link_subject,
       link_nonce, state, attempts, last_reply, created_at_us, sent_at_us
FROM outbox WHERE recipient = :recipient AND id < :after AND (CAST(:state AS TEXT) = '' OR state = :state)
ORDER BY id DESC LIMIT :most
