-- Whoever has this address on this side, removed people left out.
SELECT id, state FROM person WHERE side = :side AND email = :email AND state <> 'removed'
