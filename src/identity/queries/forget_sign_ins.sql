-- Older than anybody needs to know.
DELETE FROM sign_in
WHERE sequence IN (SELECT sequence FROM sign_in WHERE at_us < :before ORDER BY at_us LIMIT :batch)
