-- Compare and set: of all who show one code at once, one is accepted.
UPDATE second_factor SET last_step = :step
WHERE person_id = :person_id AND enabled_at_us IS NOT NULL AND last_step < :step
