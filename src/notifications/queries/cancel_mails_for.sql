-- Every link of this purpose is void.
UPDATE outbox SET state = 'failed', last_reply = 'cancelled', lease_until_us = 0
WHERE state = 'queued' AND link_purpose = :purpose
