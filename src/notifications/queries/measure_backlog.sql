SELECT COUNT(*) AS waiting, MIN(created_at_us) AS oldest_at_us FROM outbox
WHERE state = 'queued' AND held = FALSE
