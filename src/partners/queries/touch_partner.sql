-- Another ETag.
UPDATE partner SET version = version + 1 WHERE id = :id
