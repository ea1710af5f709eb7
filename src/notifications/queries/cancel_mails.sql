-- Only mails with a link: what merely tells something stays true.
UPDATE outbox SET state = 'failed', last_reply = 'cancelled', lease_until_us = 0
WHERE about = :about AND state = 'queued' AND link_path IS NOT NULL
