-- One export.
SELECT id, table_name, owner_id, partner_id, language, format, asked, state, attempts, rows_total, rows_done, created_at_us
FROM export
WHERE id = :id
