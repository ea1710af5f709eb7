-- Another name or language; the version guards against a lost update.
UPDATE person SET name = :name, folded_name = :folded_name, language = :language, version = version + 1
WHERE id = :id AND version = :version AND state <> 'removed'
