-- Of one state, or all with ''.
SELECT COUNT(*) AS mails FROM outbox WHERE (CAST(:state AS TEXT) = '' OR state = :state)
