SELECT COUNT(*) AS mails FROM outbox
