-- Lets go of what is set aside, once.
UPDATE credit_hold SET released_at_us = :released_at_us, released_by = :released_by WHERE id = :id AND released_at_us IS NULL
