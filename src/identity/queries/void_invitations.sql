-- Links that were mailed and may have been used up since; a new invitation makes another one.
UPDATE person SET invitation_expires_at_us = 0
WHERE state = 'invited' AND invitation_expires_at_us > 0
