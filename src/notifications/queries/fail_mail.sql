UPDATE outbox SET state = 'failed', lease_until_us = 0, last_reply = :reply
WHERE id = :id AND attempts = :attempts AND state = 'queued'
