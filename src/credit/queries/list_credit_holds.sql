-- A customer's holds, newest first.
-- variant state.any       state =
-- variant state.held      state = AND released_at_us IS NULL
-- variant state.released  state = AND released_at_us IS NOT NULL
SELECT id, partner_id, account_id, amount_minor, currency, reference, note, placed_at_us, released_at_us FROM credit_hold
WHERE partner_id = :partner_id AND account_id = :account_id AND id < :before_id {state}
ORDER BY id DESC LIMIT :limit
