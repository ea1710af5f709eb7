-- After a success from an address that others may share.
UPDATE sign_in_throttle SET failures = failures - 1
WHERE throttle_key = :throttle_key AND failures > 0
