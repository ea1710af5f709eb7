-- How many tries there were with one address; counts a thousand and one at most.
SELECT COUNT(*) FROM (SELECT sequence FROM sign_in WHERE email_hash = :email_hash LIMIT 1001) AS found
