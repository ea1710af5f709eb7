-- Of the states that only few mails are in, by the index of those few.
SELECT id, recipient, language, languages, template, places, link_path, link_purpose, link_subject,
       link_nonce, state, attempts, last_reply, created_at_us, sent_at_us
FROM outbox WHERE state IN ('queued', 'failed') AND state = :state AND id < :after
ORDER BY id DESC LIMIT :most
