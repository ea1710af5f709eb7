-- How many active people one side has.
SELECT COUNT(*) FROM person WHERE side = :side AND state = 'active'
