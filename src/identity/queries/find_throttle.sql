-- How often somebody failed lately.
SELECT failures, last_at_us FROM sign_in_throttle WHERE throttle_key = :throttle_key
