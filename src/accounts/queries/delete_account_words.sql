-- Before the words of a changed account are written anew.
DELETE FROM account_word WHERE account_id = :account_id
