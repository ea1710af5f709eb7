-- A movement that the audit trail tells of and the ledger does not have.
SELECT a.subject FROM audit_entry a
WHERE substr(a.subject, 1, 4) = 'txn_' AND NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = a.subject) ORDER BY a.sequence LIMIT 1
