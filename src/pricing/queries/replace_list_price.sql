-- A price that never held makes place for another one.
UPDATE list_price SET replaced_at_us = :now WHERE id = :id AND replaced_at_us IS NULL
