-- Pieces of exports that are too old to be kept, at most :limit.
DELETE FROM export_chunk
WHERE (export_id, sequence) IN (
  SELECT export_chunk.export_id, export_chunk.sequence
  FROM export
  JOIN export_chunk ON export_chunk.export_id = export.id
  WHERE export.created_at_us < :before_us
  LIMIT :limit
)
