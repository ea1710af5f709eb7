-- A hold as it is stored.
SELECT id, partner_id, account_id, amount_minor, currency, reference, note, placed_at_us, released_at_us FROM credit_hold WHERE id = :id
