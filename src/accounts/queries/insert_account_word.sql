-- A word by which the account is found.
INSERT INTO account_word (account_id, word) VALUES (:account_id, :word)
ON CONFLICT (account_id, word) DO NOTHING
