-- What an earlier run left.
DELETE FROM export_chunk
WHERE export_id = :export_id
