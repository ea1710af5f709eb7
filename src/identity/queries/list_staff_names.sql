-- A page of the active people of one side, for those who may see names only.
SELECT id, name, folded_name FROM person
WHERE side = :side AND state = 'active' AND (folded_name, id) > (:after_name, :after_id)
ORDER BY folded_name, id
LIMIT :batch
