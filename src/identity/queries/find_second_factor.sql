-- The second factor of a person, on or waiting for its confirmation.
SELECT sealed_key, last_step, expires_at_us, enabled_at_us FROM second_factor
WHERE person_id = :person_id
