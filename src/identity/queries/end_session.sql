-- Signing out.
DELETE FROM session WHERE id = :id
