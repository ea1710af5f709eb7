-- The size of the directory.
SELECT COUNT(*) AS total FROM account
