-- The mark stands on the mails themselves, so that looking for due mails never walks over held ones.
UPDATE outbox SET held = :held WHERE hold_key = :hold_key AND state = 'queued'
