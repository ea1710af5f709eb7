-- Credit that is set aside; nothing when the reference is taken.
INSERT INTO credit_hold (id, partner_id, account_id, amount_minor, currency, reference, note, placed_at_us, placed_by, released_at_us, released_by)
VALUES (:id, :partner_id, :account_id, :amount_minor, :currency, :reference, :note, :placed_at_us, :placed_by, NULL, NULL)
ON CONFLICT (partner_id, account_id, reference) DO NOTHING
