-- One piece of an export's file.
SELECT content
FROM export_chunk
WHERE export_id = :export_id AND sequence = :sequence
