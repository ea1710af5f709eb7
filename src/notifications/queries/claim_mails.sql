-- Takes due mails for one delivery; the try is counted now, so a crash counts too.
UPDATE outbox
SET attempts = attempts + 1, lease_until_us = :lease_until, attempted_at_us = :now,
    first_attempt_at_us = COALESCE(first_attempt_at_us, :now)
WHERE id IN (SELECT due.id FROM outbox AS due
             WHERE due.state = 'queued' AND due.held = FALSE AND due.next_attempt_at_us <= :now
               AND NOT (due.lease_until_us > :now AND due.lease_until_us <= :beyond)
             ORDER BY due.next_attempt_at_us, due.id
             LIMIT :batch)
RETURNING id, recipient, language, languages, template, places, link_path, link_purpose, link_subject,
          link_nonce, per_day, cap_key, attempts, next_attempt_at_us, first_attempt_at_us
