-- Old exports whose pieces are gone.
DELETE FROM export
WHERE created_at_us < :before_us
  AND NOT EXISTS (SELECT 1 FROM export_chunk WHERE export_chunk.export_id = export.id)
