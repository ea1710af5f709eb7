-- Of one state, or all with ''.
SELECT COUNT(*) AS mails FROM outbox WHERE recipient = :recipient AND (CAST(:state AS TEXT) = '' OR state = :state)
