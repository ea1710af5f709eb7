-- Rows of the trail.
SELECT COUNT(*) AS entries FROM audit_entry
