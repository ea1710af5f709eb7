-- It is done, and only its worker may say so.
DELETE FROM job WHERE id = :id AND leased_by = :worker
