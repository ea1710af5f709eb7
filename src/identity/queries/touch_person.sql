-- What others see of the person changed outside the row.
UPDATE person SET version = version + 1 WHERE id = :id
