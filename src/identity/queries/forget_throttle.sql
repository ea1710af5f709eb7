-- After a success.
DELETE FROM sign_in_throttle WHERE throttle_key = :throttle_key
