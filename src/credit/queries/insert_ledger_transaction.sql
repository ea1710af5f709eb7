-- One movement.
INSERT INTO ledger_transaction (id, kind, at_us, currency, amount_minor, partner_id, account_id, receipt_number, reference, note,
  origin_kind, origin_id, origin_name, side, via, approver_kind, approver_id, approver_name, reverses, effect, entries, mac)
VALUES (:id, :kind, :at_us, :currency, :amount_minor, :partner_id, :account_id, :receipt_number, :reference, :note,
  :origin_kind, :origin_id, :origin_name, :side, :via, :approver_kind, :approver_id, :approver_name, :reverses, :effect, :entries, :mac)
