-- A transaction, with the one that undid it.
SELECT t.id, t.kind, t.at_us, t.currency, t.amount_minor, t.partner_id, t.account_id, t.receipt_number, t.reference, t.note, t.origin_kind, t.origin_id, t.origin_name, t.side, t.via, t.approver_kind, t.approver_id, t.approver_name, t.reverses, t.effect,
  (SELECT r.id FROM ledger_transaction r WHERE r.reverses = t.id) AS reversed_by
FROM ledger_transaction t WHERE t.id = :id
