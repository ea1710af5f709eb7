-- Its people may read from now on.
UPDATE organization SET suspended_at_us = :now WHERE id = :id AND suspended_at_us IS NULL
