-- Written at most once a minute, else every read were a write.
UPDATE session SET last_seen_at_us = :now WHERE id = :id AND last_seen_at_us < :before
