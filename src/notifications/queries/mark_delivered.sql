-- Whoever claimed it meanwhile, and even when it was cancelled while it was on its way: it went.
UPDATE outbox SET state = :state, sent_at_us = :now, last_reply = :reply, lease_until_us = 0
WHERE id = :id AND state IN ('queued', 'failed')
