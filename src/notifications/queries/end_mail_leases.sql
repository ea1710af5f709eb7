-- Whoever was sending these is gone.
UPDATE outbox SET lease_until_us = 0 WHERE state = 'queued' AND lease_until_us > 0
