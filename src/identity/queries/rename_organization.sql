-- Another name for a company.
UPDATE organization SET name = :name, folded_name = :folded_name WHERE id = :id
