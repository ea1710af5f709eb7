UPDATE outbox SET lease_until_us = 0, next_attempt_at_us = :next_attempt_at, last_reply = :reply
WHERE id = :id AND attempts = :attempts AND state = 'queued'
