-- One mail.
SELECT id, recipient, language, languages, template, places, link_path, link_purpose, link_subject,
       link_nonce, state, attempts, last_reply, created_at_us, sent_at_us
FROM outbox WHERE id = :id
