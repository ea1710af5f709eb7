-- Its people may act again.
UPDATE organization SET suspended_at_us = NULL WHERE id = :id AND suspended_at_us IS NOT NULL
