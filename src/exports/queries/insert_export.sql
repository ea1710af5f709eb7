-- A new export, waiting for its job.
INSERT INTO export (id, table_name, owner_id, partner_id, language, format, asked, state, attempts, rows_total, rows_done, created_at_us)
VALUES (:id, :table, :owner_id, :partner_id, :language, :format, :asked, 'queued', 0, :rows_total, 0, :created_at_us)
