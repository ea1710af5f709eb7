-- How many there are.
-- variant state.any       state =
-- variant state.held      state = AND released_at_us IS NULL
-- variant state.released  state = AND released_at_us IS NOT NULL
SELECT COUNT(*) AS holds FROM credit_hold WHERE partner_id = :partner_id AND account_id = :account_id {state}
