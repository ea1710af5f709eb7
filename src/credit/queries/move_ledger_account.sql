-- Moves a balance, if it still is what was seen and does not go below its floor.
UPDATE ledger_account
SET balance_minor = balance_minor + :amount_minor, in_minor = :in_minor, out_minor = :out_minor,
    entries = entries + 1, last_at_us = :at_us, chain = :chain
WHERE id = :id AND entries = :entries AND balance_minor = :before_minor AND balance_minor + :amount_minor >= :floor_minor
