-- The directory said the same facts again.
UPDATE account SET seen_at_us = :seen_at WHERE id = :id AND seen_at_us < :seen_at
