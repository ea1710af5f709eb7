-- Links that were mailed and may have been used up since; whoever still needs one asks again.
UPDATE person SET reset_expires_at_us = 0 WHERE reset_expires_at_us > 0
