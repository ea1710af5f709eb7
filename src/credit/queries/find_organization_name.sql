-- What a partner is called.
SELECT name FROM organization WHERE id = :id
