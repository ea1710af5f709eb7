SELECT COUNT(*) AS mails FROM outbox WHERE state IN ('queued', 'failed') AND state = :state
