-- One piece of an export's file.
INSERT INTO export_chunk (export_id, sequence, content)
VALUES (:export_id, :sequence, :content)
