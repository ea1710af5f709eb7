-- One leg of a movement.
INSERT INTO ledger_entry (ledger_account_id, number, transaction_id, account_kind, kind, effect, at_us, amount_minor, before_minor, after_minor, in_minor, out_minor, mac)
VALUES (:ledger_account_id, :number, :transaction_id, :account_kind, :kind, :effect, :at_us, :amount_minor, :before_minor, :after_minor, :in_minor, :out_minor, :mac)
