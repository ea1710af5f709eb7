SELECT COUNT(*) AS mails FROM outbox WHERE recipient = :recipient
