-- A page of the tries with one address, newest first.
SELECT sequence, at_us, outcome, address, user_agent FROM sign_in
WHERE email_hash = :email_hash AND sequence < :before
ORDER BY sequence DESC
LIMIT :batch
